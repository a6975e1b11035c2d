"""What every step stands on: errors, results and their views, types, files written whole, progress."""
