"""The portfolio on disk: one SQLite file, its evidence beside it, its lock and its backups."""
