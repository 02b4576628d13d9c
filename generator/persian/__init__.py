"""Hold the Persian language: letters, numbers, calendars, order and names, and nothing of the project."""
