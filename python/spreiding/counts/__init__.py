"""Counts per unit and group, and the shares and classes made of them."""
