"""The worker: judges what came in, commits what was accepted, and builds the site; nobody else in the room runs git."""
