"""MkDocs, the build and its settings."""
