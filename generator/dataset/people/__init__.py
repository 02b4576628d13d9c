"""People, as a resource with `people: true` holds them: on what basis they are shown, and what is kept of who went."""
