"""What is on other computers: workers of a cluster, and stores."""
