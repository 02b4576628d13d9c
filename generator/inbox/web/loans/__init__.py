"""Loans before and after their approval: what a county's expert introduces and a bank decides."""
