"""The pages of reviewers: the queue, what was sent, what they decide, and what is published."""
