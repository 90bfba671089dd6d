"""Accuracy and speed of dateline."""
