"""Words at the edge: messages, values, dates and reasons in Spanish and English."""
