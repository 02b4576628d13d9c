"""Rows that come from the Data Packages that other banks have published."""
