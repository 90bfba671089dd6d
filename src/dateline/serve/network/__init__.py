"""The network: who deals with whom, laid out on the server."""
