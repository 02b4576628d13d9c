"""What comes in: three doors, derived from the descriptor, and one intake that turns them into record files."""
