"""The one SQLite file of all that was handed in and decided; nobody else writes SQL."""
