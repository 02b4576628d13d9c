"""A made-up bank of any size."""
