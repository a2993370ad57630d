"""The packet: a case laid out as a PDF that carries its own case file."""
