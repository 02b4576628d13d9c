"""What becomes of a batch of submissions: matched, merged, judged, written and told."""
