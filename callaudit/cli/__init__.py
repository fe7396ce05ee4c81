"""The command line: parses, calls the library once, prints."""
