"""Files made from the data beside the pages."""
