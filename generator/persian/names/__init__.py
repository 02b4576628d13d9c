"""Names of persons: how they are told, written in Latin letters, and transliterated."""
