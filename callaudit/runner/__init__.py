"""Whole batches: what is to do, processes, resuming, results."""
