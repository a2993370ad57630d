"""Use cases: open, answer, respond, attach, undo, plan a packet. The store is only a port here."""
