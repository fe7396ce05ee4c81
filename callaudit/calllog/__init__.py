"""The dialler's call log and what can be known from it: rows, places, earlier calls."""
