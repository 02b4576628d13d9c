"""The questions that all forms ask, and the answers cleaned."""
