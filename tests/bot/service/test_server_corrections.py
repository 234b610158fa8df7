"""What a server's managers corrected: as answering takes it, as it stands, and by which titles."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.service.collection_reader import CollectionReader, ReaderResources
from bot.service.collections import Collections
from bot.service.records import Correction
from bot.service.server_corrections import Told, called, corrections_of, leads_back, may_be_told, nearest, told
from index.answering.confidence import load_calibration
from index.answering.corrections import ArticleKey, Corrections, MarkedPassage, Superseded
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from tests.encoders import SmallEncoder

OWN = "1/everyone"
UNQUOTED = Correction("1", 1, "unquoted", "", "bridge", "The town closed the old bridge.")
PREFERRED = Correction("2", 1, "preferred", "", "bridge")
SUPERSEDED = Correction("3", 1, "superseded", "", "bridge", "", "", "bridges")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[CollectionReader]:
    """A reader of three articles."""
    articles, encoder = tmp_path / "articles", SmallEncoder()
    articles.mkdir()
    titles = {"bridge": "The old bridge", "bridges": "All bridges of Arle", "harbour": "The harbour"}
    for key, title in titles.items():
        (articles / f"{key}.txt").write_text(f"{title}\n\nThe town closed\nthe old bridge. {title} it is.\n")
    sync(DataFolder(tmp_path / "data"), encoder, [articles], 10_000, lambda _: None)
    collections = Collections(DataFolder(tmp_path / "data"), 10_000, 100_000)
    with CollectionReader(ReaderResources(collections, encoder, load_calibration(), 0.01)) as reader:
        yield reader


def test_as_answering_takes_them() -> None:
    """Each kind goes where it belongs, and a passage that says nothing nowhere."""
    empty = replace(UNQUOTED, said=" \n")
    key, newer = ArticleKey("", "bridge"), ArticleKey("", "bridges")
    assert corrections_of([UNQUOTED, PREFERRED, SUPERSEDED, empty]) == Corrections(
        (MarkedPassage(key, UNQUOTED.said),), (key,), (Superseded(key, newer),)
    )


def test_circles() -> None:
    """No article is superseded by itself, over however many others; other circles are not followed for ever."""
    a, b, c, d = (ArticleKey("", key) for key in "abcd")
    chain = [replace(SUPERSEDED, id=one.id, article=one.id, newer_article=other.id) for one, other in ((a, b), (b, c))]
    assert [leads_back(chain, one, other) for one, other in ((c, a), (b, a), (d, a), (a, d))] == [
        True,
        True,
        False,
        False,
    ]
    circle = [*chain, replace(SUPERSEDED, article="c", newer_article="b")]
    assert not leads_back(circle, d, a)


def test_as_they_stand(reader: CollectionReader) -> None:
    """What has no effect is told with why: the passage, the article or the newer one is gone."""
    lost, gone = replace(UNQUOTED, said="It fell."), replace(PREFERRED, article="ferry")
    without = replace(SUPERSEDED, newer_article="ferry")
    assert told(reader, [UNQUOTED, PREFERRED, SUPERSEDED, lost, gone, without]) == [
        Told(UNQUOTED, "The old bridge", "", "full"),
        Told(PREFERRED, "The old bridge", "", "full"),
        Told(SUPERSEDED, "The old bridge", "All bridges of Arle", "full"),
        Told(lost, "The old bridge", "", "lost"),
        Told(gone, "ferry", "", "gone"),
        Told(without, "The old bridge", "ferry", "newer-gone"),
    ]


def test_who_may_be_told() -> None:
    """Of a correction are told those who may read both articles that it is about."""
    limited = replace(SUPERSEDED, newer_collection=OWN)
    each = (UNQUOTED, SUPERSEDED, limited)
    assert [may_be_told(one, [""]) for one in each] == [True, True, False]
    assert [may_be_told(one, ["", OWN]) for one in each] == [True, True, True]
    assert [may_be_told(one, [OWN]) for one in each] == [False, False, False]


def test_titles(reader: CollectionReader) -> None:
    """An article is called by its whole title or its id, whatever the case; else those of like titles are named."""
    for name in ("the OLD  bridge", "bridge", " Bridge "):
        assert [one.id for one in called(reader, [""], name)] == ["bridge"]
    assert called(reader, [""], "bridg") == []
    assert called(reader, [OWN], "bridge") == []
    assert [one.id for one in nearest(reader, [""], "Bridges of Arla", 5)] == ["bridges"]
    assert nearest(reader, [""], "The old bridge", 1)[0].id == "bridge"
    assert nearest(reader, [""], "Xyzzy", 5) == []
