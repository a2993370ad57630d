"""Use cases: open, answer, respond, attach, undo, plan a packet. Knows rules and domain, and the store only as a port."""
