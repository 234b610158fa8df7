"""What is read of a SQLite file for any number of values."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from index.storage.sqlite_database import SqliteDatabase


@given(st.sets(st.integers(0, 1200), max_size=1100))
def test_rows_in_finds_the_rows_of_all_values_and_no_others(wanted: set[int]) -> None:
    """Each value finds its row once however many there are, and none of them finds the row that has no value."""
    with TemporaryDirectory() as folder, SqliteDatabase(Path(folder, "numbers.db")) as database:
        with database.writing():
            database.execute("CREATE TABLE number (value INTEGER)")
            database.execute_many("INSERT INTO number VALUES (?)", [(None,), *((value,) for value in range(1000))])
        rows = list(database.rows_in("SELECT value FROM number WHERE value IN ({})", sorted(wanted)))
        assert rows == [(value,) for value in sorted(wanted) if value < 1000]
