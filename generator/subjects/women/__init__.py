"""The bank of women, cooperatives, loans and programs."""
