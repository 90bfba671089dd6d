"""Measure the event model on published tasks whose terms differ from ours."""
