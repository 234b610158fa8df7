"""The PostgreSQL server of the tests."""

import psycopg
import pytest

from tests.postgres import PostgresServer


def test_databases_outlast_a_crash_of_the_server(postgres_server: PostgresServer, postgres: str) -> None:
    """What was committed is there after the server was killed and after it was stopped, at the same address."""
    with psycopg.connect(postgres) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'Zürich' AS name")
    for end in (postgres_server.kill, postgres_server.stop):
        end()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(postgres)
        postgres_server.start()
        with psycopg.connect(postgres) as connection:
            assert connection.execute("SELECT name FROM kept").fetchall() == [("Zürich",)]


def test_each_test_has_a_database_of_its_own(postgres_server: PostgresServer, postgres: str) -> None:
    """Another database has none of the tables of the first, and is gone in the end."""
    with psycopg.connect(postgres) as connection:
        connection.execute("CREATE TABLE kept (name TEXT)")
    with postgres_server.database() as url, psycopg.connect(url) as other:
        assert other.execute("SELECT to_regclass('kept')").fetchall() == [(None,)]
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)
