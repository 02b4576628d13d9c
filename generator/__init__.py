"""Render validated datasets of people, cooperatives and programs into a public Persian site."""

__version__ = "0.1.0"
