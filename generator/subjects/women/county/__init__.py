"""A county beside others: who lies near it, two of them side by side, and the page of one of which nothing is known."""
