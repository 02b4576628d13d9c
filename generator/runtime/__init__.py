"""The machine that the generator runs on: runs that are whole, and what the system refuses. Knows no data."""
