"""One chapter per file."""
