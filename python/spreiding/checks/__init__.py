"""Checks of records before anything is published: each with a number, a name, limits and a source."""
