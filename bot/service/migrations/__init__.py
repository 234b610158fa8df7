"""How the tables of what the bot keeps came about: Alembic's revisions, for SQLite and PostgreSQL alike."""
