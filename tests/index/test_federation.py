"""Several collections searched as if they were one."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from config import load_settings
from index.answer import Answerer
from index.confidence import load_calibration
from index.found import Favoured
from index.home import Home
from index.records import Source
from index.search import Federation, Searcher, passages
from index.sync import sync
from tests.encoders import SmallEncoder

RIVER = "The old bridge\n\nThe town closed the old bridge over the river on Monday. Boats may still pass below it.\n"
HARBOUR = "The harbour\n\nThe harbour master counted ninety boats on Sunday. Most of them came from the islands.\n"


def make(folder: Path, **articles: str) -> Home:
    """Makes an index of articles given by their ids."""
    (folder / "articles").mkdir(parents=True)
    for name, text in articles.items():
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    home = Home(folder / "data")
    sync(home, SmallEncoder(), [folder / "articles"], 1_000_000, lambda _: None)
    return home


def test_quotes_name_their_collection(tmp_path: Path) -> None:
    """An answer is quoted from whichever collection holds it, and its source says which, even where ids are alike."""
    homes = {"": make(tmp_path / "a", story=RIVER), "own": make(tmp_path / "b", story=HARBOUR)}
    with ExitStack() as stack:
        federation = Federation(
            {name: stack.enter_context(Searcher(home, SmallEncoder(), name)) for name, home in homes.items()}
        )
        answerer = Answerer(federation, load_calibration(), load_settings().answer.min_confidence)
        bridge = answerer.answer("When did the town close the old bridge over the river?").quotes[0]
        boats = answerer.answer("How many boats did the harbour master count on Sunday?").quotes[0]
        assert (bridge.source.collection, bridge.source.id) == ("", "story")
        assert (boats.source.collection, boats.source.id) == ("own", "story")
        assert federation.text_of(boats.source)[boats.span.start : boats.span.end] == boats.text
        assert federation.find("boats", 10, lambda source: source.collection == "").candidates[0].text in RIVER


def test_split_collection_ranks_as_one(tmp_path: Path) -> None:
    """Two collections rank what a question finds as one collection of all their articles does."""
    articles = {f"a{number}": f"Title {number}\n\nThe {word} stood near the river for years.\n" for number, word in
                enumerate(("mill", "tower", "church", "bakery", "school", "castle"))}  # fmt: skip
    first = dict(list(articles.items())[:5])
    last = dict(list(articles.items())[5:])
    with ExitStack() as stack:
        whole = stack.enter_context(Searcher(make(tmp_path / "all", **articles), SmallEncoder()))
        split = Federation(
            {
                "one": stack.enter_context(Searcher(make(tmp_path / "one", **first), SmallEncoder(), "one")),
                "two": stack.enter_context(Searcher(make(tmp_path / "two", **last), SmallEncoder(), "two")),
            }
        )
        for question in ("Which castle stood there?", "the mill by the river"):
            expected, merged = whole.find(question, 10), split.find(question, 10)
            assert merged.rarity == pytest.approx(expected.rarity)
            assert merged.candidates[0].text == expected.candidates[0].text
            assert {hit.text for hit in merged.candidates} == {hit.text for hit in expected.candidates}


def test_filter_reaches_what_ranks_low(tmp_path: Path) -> None:
    """A filter finds articles that rank below the depth that is searched without it."""
    articles = {
        f"a{number:03}": f"Boats {number}\n\nBoats and boats and boats came today, {number}.\n" for number in range(120)
    }
    home = make(
        tmp_path, **articles, rare="Rare\n\nOnce upon a time a long and quiet story was told of boats by many.\n"
    )
    with Searcher(home, SmallEncoder()) as searcher:
        plain = [passage.source.id for passage in searcher.search("boats", 10)]
        found = [passage.source.id for passage in passages(searcher.find("boats", 10, lambda s: s.id == "rare"))]
    assert "rare" not in plain
    assert found == ["rare"]


def test_a_favoured_article_is_weighed_whole(tmp_path: Path) -> None:
    """All of a favoured article is found, first by its head start, also where it ranks below the depth searched."""
    articles = {
        f"a{number:03}": f"Boats {number}\n\nBoats and boats and boats came today, {number}.\n" for number in range(120)
    }
    home = make(tmp_path, **articles, rare="Rare\n\nNothing of the kind was seen that year by any.\n")
    with Searcher(home, SmallEncoder(), "own") as searcher:
        for found in (searcher.find, Federation({"own": searcher}).find):
            plain = found("boats", 3)
            ahead = found("boats", 3, favoured=Favoured("own", "rare", 2.0))
            ids = [candidate.article.source.id for candidate in ahead.candidates]
            assert "rare" not in {candidate.article.source.id for candidate in plain.candidates}
            assert ids == ["rare", *(candidate.article.source.id for candidate in plain.candidates[:2])]
            elsewhere = found("boats", 3, favoured=Favoured("other", "rare", 2.0))
            assert [hit.number for hit in elsewhere.candidates] == [hit.number for hit in plain.candidates]


def test_no_collections_hold_nothing() -> None:
    """Where there is no collection, nothing is found."""
    assert Federation({}).find("Who?", 10).candidates == ()


@pytest.mark.parametrize(
    ("part", "expected"),
    [("bri", ["old"]), ("THE", ["harbour", "old"]), ("100%", []), ("_", []), ("harbour", ["harbour"])],
)
def test_titles_by_a_part(tmp_path: Path, part: str, expected: list[str]) -> None:
    """Articles are listed by a part of their title or id, which is never taken for a pattern."""
    home = make(tmp_path, old=RIVER, harbour=HARBOUR)
    with Searcher(home, SmallEncoder(), "own") as searcher:
        found = searcher.titled(part, 25)
    assert [source.id for source in found] == expected
    assert all(source == Source(source.id, source.title, path=source.path, collection="own") for source in found)
