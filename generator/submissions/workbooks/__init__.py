"""Workbooks: written for the counties, and read with all that people put in."""
