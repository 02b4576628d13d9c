"""The datasets as open data: files, packages, API, releases."""
