"""From files to rows, with every problem told by file and line."""
