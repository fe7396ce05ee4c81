"""From sound to words: find and verify models, recognise speech, strike what was invented."""
