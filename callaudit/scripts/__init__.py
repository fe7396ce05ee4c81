"""Scripts: what collectors are given to say, as files, with the place of every word."""
