"""Which record a submission means, what it changes there, and what becomes of it."""
