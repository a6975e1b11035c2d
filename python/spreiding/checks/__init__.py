"""Checks of records before anything is published: 24 rules, each with a number, a name and a source."""
