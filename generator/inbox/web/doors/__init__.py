"""The doors: what comes in without a git account, and what its senders see of it."""
