"""Records in other people's formats, and other people's records into a store; one module a format."""
