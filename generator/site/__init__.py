"""What the public sees: which pages there are, how they are drawn and how the site is built."""
