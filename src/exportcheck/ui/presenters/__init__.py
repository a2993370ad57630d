"""State and decisions of the pages, without widgets."""
