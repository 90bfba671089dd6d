"""Documents coded by many machines: a Ray cluster, the shards of its inputs, and its crew of coders."""
