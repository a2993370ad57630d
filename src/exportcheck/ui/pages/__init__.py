"""The eight pages of the main window."""
