"""The bank's profiles as projects of other generators: each draws what our own page of a woman shows, in its own language."""
