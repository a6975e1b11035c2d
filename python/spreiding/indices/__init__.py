"""Indices of spread, and what makes areas differ."""
