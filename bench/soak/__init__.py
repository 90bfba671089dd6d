"""`dateline watch` against servers that misbehave, for twenty minutes."""
