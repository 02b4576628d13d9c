"""Loans as the store keeps them: before their approval, and on their way to the public table."""
