"""The graph over HTTP: an endpoint of its own, and stores elsewhere."""
