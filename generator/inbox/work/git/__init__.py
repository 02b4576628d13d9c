"""The repository of the bank: git and what is asked of it, the clone of the inbox, and the working copy of a reviewer."""
