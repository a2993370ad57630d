"""The portfolio: one SQLite file with its evidence folder, backups and lock beside it.

Imported on demand only: `portfolio` and its neighbours bring SQLAlchemy with them.
"""
