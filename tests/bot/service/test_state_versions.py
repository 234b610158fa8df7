"""The revisions make the tables that the store works with, in both databases and from every former version."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, insert, text

from bot.service import migrations
from bot.service.state_tables import TABLES, shown
from bot.service.state_versions import VERSION, migrate, version_of
from tests.bot.service.state_contract import NOON

VERSIONS = range(1, VERSION + 1)


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    if request.param == "sqlite":
        made = create_engine(f"sqlite:///{tmp_path / 'state.db'}")
    else:
        url: str = request.getfixturevalue("postgres")
        made = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    yield made
    made.dispose()


def differences(connection: Connection) -> list[object]:
    """How the tables differ from those that the store works with."""
    return list(compare_metadata(MigrationContext.configure(connection), TABLES))


def test_there_is_a_revision_a_version() -> None:
    """The revisions are numbered from one to the present version, each upon that before it."""
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent)).walk_revisions()
    assert [(one.revision, one.down_revision) for one in scripts][::-1] == [
        (str(number), str(number - 1) if number > 1 else None) for number in VERSIONS
    ]


@pytest.mark.parametrize("former", [0, 1, 4, 8])
def test_tables_are_those_of_the_store(engine: Engine, former: int) -> None:
    """From nothing, and from a former version, they come to be exactly what the code says they are."""
    with engine.begin() as connection:
        if former:
            migrate(connection, former)
            assert version_of(connection) == former
    with engine.begin() as connection:
        migrate(connection)
        assert version_of(connection) == VERSION
        assert differences(connection) == []
        migrate(connection)  # does nothing more


def test_rows_of_the_first_version_come_along(engine: Engine) -> None:
    """Settings in columns become JSON, and what was sent is found by the columns that came later."""
    first = """
        INSERT INTO server VALUES (11, '[22, 33]', 1, 'own');
        INSERT INTO shown (number, id, kind, channel, asker, private, question, context, answered, detail, created)
        VALUES (1, 'a', 'answer', 2, 3, 0, 'Zürich?', 'Zürich?', 1, '{}', 4);
        INSERT INTO quote VALUES ('a', 0, '', 'oil', 1, 2, 'Oil', '[]')
    """
    with engine.begin() as connection:
        migrate(connection, 1)
        for statement in first.split(";\n"):
            connection.execute(text(statement))
        migrate(connection)
        kept = '{"channels": [22, 33], "private": true, "collections": "own"}'
        assert connection.execute(text("SELECT * FROM server")).all() == [(11, kept)]
        assert connection.execute(text("SELECT question, asked_by FROM shown")).all() == [("Zürich?", None)]
        assert connection.execute(text("SELECT plain, older FROM quote")).all() == [("", 0)]


def test_texts_are_sorted_by_code_points(engine: Engine) -> None:
    """Order and case are the same in both databases, whatever PostgreSQL's own order is."""
    with engine.begin() as connection:
        migrate(connection)
        row = dict.fromkeys((column.name for column in shown.columns if column.name != "number"), 0)
        row |= {"guild": None, "message": None, "asked_by": None, "created": NOON}  # type: ignore[dict-item]
        rows = [{**row, "id": name, "kind": "", "question": "", "context": ""} for name in ("b", "ä", "B", "a", "_")]
        connection.execute(insert(shown), rows)
        ordered = connection.execute(shown.select().order_by(shown.c.id)).mappings()
        assert [found["id"] for found in ordered] == ["B", "_", "a", "b", "ä"]
