"""What the data is: its description, its rows, its checks and the registry of what is valid."""
