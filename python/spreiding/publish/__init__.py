"""Results as tables, maps, charts and files."""
