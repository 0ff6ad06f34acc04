"""Benchmarks: what the clocks and a whole sweep cost, beside peers in the same process."""
