"""Chapters of an edition of which periods stand side by side, one per file."""
