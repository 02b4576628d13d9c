"""What keeps a run whole: one writer at a time, several files replaced as one, no trace of a run that was killed."""
