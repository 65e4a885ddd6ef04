"""How fast the services are, each beside the floor of its store: the bare driver doing the same, in the same run."""
