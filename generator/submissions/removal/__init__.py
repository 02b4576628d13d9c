"""Taking a page out of the bank at its woman's wish, with all that names her."""
