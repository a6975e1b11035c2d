"""How sure a share is: intervals, smoothing, funnel limits, the certainty of a class."""
