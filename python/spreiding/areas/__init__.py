"""Areas: boundaries, codes and parents, neighbours, and the area of a point."""
