"""Tables: specified as data, rendered last."""
