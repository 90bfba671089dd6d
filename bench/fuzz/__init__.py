"""Fuzzers: hostile and broken input for everything that reads what others wrote; `python -m bench.fuzz` tells more."""
