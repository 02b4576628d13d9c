"""A section of the site each: its list, its pages, its cards."""
