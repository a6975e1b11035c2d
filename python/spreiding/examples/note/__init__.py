"""The chapters of the 2018 note, as it printed them: tables and figures with their numbers, beside its own cells."""
