"""Regression of shares on characteristics of areas, with its inference."""
