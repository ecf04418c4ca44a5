"""Forms from need to decision."""
