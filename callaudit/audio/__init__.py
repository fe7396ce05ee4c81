"""From files to sound: find recordings, probe and decode them, say what the signal is worth."""
