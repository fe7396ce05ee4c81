"""The second detector: how near a sentence is, in meaning, to sentences that people wrote."""
