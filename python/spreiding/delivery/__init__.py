"""The programme: what was agreed for each group, what was delivered, and how long it took."""
