"""What is known of a site before anything is drawn."""
