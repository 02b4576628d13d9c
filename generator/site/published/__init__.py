"""What any published bank promises, held against its built site: the promises, and the site as a visitor's programs read it."""
