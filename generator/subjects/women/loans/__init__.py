"""What is known of loans apart from their pages: what is said of them, and how those are counted that may not be named."""
