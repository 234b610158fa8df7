"""A revision a file, numbered as `PRAGMA user_version` of a SQLite file is: never change one that was released."""
