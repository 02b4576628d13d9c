"""The share cards: pictures for previews."""
