"""The canonical form of data files."""
