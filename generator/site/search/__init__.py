"""The search documents and their index."""
