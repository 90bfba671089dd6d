"""Adding to a store on a cluster of machines (Ray)."""
