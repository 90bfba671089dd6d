"""Other ways to get records out of reports, for comparison: what they cost and what they find."""
