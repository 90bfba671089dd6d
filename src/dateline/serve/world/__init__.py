"""The map: acts by place, dyads between capitals."""
