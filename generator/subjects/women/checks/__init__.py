"""Checks that know what a loan, a meeting and a document is."""
