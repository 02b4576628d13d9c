"""What is handed in waits here for a reviewer: the store, the worker that judges and publishes, and the pages of both."""
