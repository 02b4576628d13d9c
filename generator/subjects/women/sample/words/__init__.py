"""The words that made-up records are made of."""
