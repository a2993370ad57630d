"""exportcheck: country-specific export checklists, offline, with a filled PDF packet."""

__version__ = "0.1.0"
