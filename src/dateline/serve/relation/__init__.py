"""What passed between two actors, as the pages of a relation show it."""
