"""Records in: rentals, target groups and housing stock, checked as they are read."""
