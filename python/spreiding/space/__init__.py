"""Spatial autocorrelation."""
