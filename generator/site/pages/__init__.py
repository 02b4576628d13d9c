"""Pages that any bank has."""
