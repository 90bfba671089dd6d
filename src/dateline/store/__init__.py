"""Reports kept as tables of a lake: added once, answered from as of any version."""
