"""Render validated datasets of people, cooperatives and programs into a public Persian site."""
