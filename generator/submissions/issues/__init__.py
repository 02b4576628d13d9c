"""Issue forms, and the bodies that they come back as."""
