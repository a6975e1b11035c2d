"""One vocabulary of values for every source: codes, numbers, dates, missing signs; and packaged tables."""
