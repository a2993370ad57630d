"""Item models over immutable rows, and how their rows are painted."""
