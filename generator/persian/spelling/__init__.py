"""Letters and half-spaces: the one way in which a Persian text is written."""
