"""What may stand in the descriptor: every property, the names that mean something, and what is in doubt."""
