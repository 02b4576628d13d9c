"""What a check finds, and how it is told."""
