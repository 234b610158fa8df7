"""Which articles that were found are older versions of others."""

from itertools import product

import pytest

from index.answering.older_versions import agreement, newer_versions
from index.records import Article, Source
from index.retrieval.weights import load_weights
from index.storage.rows import ArticleStory

WEIGHTS = load_weights().versions
SAME = "The warranty lasts two years. Clean the filter each month. Keep the receipt in a dry place.\n\n"


def found(*articles: Article, stories: tuple[int, ...] = ()) -> dict[str, set[str]]:
    """For each older version, by its id, the newer ones; all articles are of one story unless told otherwise."""
    pairs = [
        (one, ArticleStory(story, 9)) for one, story in zip(articles, stories or (1,) * len(articles), strict=True)
    ]
    return {old.id: {one.id for one in newer} for old, newer in newer_versions(pairs, WEIGHTS).items()}


def article(key: str, title: str = "Manual", text: str = SAME, **said: str) -> Article:
    """An article of the same text as others, and a sentence of its own."""
    return Article(Source(key, title, **said), f"{text}It is told of {key} here.")


def test_versions_of_one_document() -> None:
    """The one with the lower number is older, than each with a higher one."""
    three = [article(key, f"Manual {key}") for key in ("v1.10", "v1.9", "v2")]
    assert found(*three) == {"v1.9": {"v1.10", "v2"}, "v1.10": {"v2"}}


@pytest.mark.parametrize("name", ["id", "path", "url", "title"])
def test_any_name(name: str) -> None:
    """Titles, ids, paths and addresses tell versions, each alone."""
    old, new = (
        {"id": key, "title": "Manual"} | {name: f"docs/manual {version}"} for key, version in (("a", "v1"), ("b", "v2"))
    )
    assert found(*(Article(Source(**one), SAME) for one in (old, new))) == {old["id"]: {new["id"]}}


def test_dates() -> None:
    """Where names do not tell which is newer, the dates of both do, and else nothing."""
    dated = article("a", "Manual", published_at="2023-01-01"), article("b", "Manual v2", published_at="2024")
    assert found(*dated) == {"a": {"b"}}
    assert found(article("a", "Manual"), article("b", "Manual v2", published_at="2024")) == {}
    by_number = article("a", "Manual v2", published_at="2023"), article("b", "Manual v1", published_at="2024")
    assert found(*by_number) == {"b": {"a"}}


def test_what_is_no_version() -> None:
    """Other publishers, collections, stories, names or texts make no versions of one document."""
    old = article("a", "Manual v1", publisher="Brisa")
    for new in (
        article("b", "Manual v2", publisher="Other"),
        article("b", "Manual v2"),
        article("b", "Manual v1", publisher="Brisa"),
        article("b", "Guide v2", publisher="Brisa"),
        article("b", "Manual v2", "Something else is told. The receipt is blue.", publisher="Brisa"),
        Article(Source("b", "Manual v2", "Brisa", collection="own"), SAME),
    ):
        assert found(old, new) == {}
    assert found(old, article("b", "Manual v2", publisher="Brisa"), stories=(1, 2)) == {}
    assert found(old, article("b", "Manual v2", publisher="Brisa")) == {"a": {"b"}}


def test_periodicals() -> None:
    """Of what tells a month more must agree: a letter repeats much of the one before."""
    for month, text in product(("2024-05", "May 2024"), (SAME,)):
        letters = (
            article("a", f"Letter {month}", f"{text}The tulips are in bloom, and many bulbs were planted last year."),
            article("b", "Letter 2024-06", f"{text}The choir of the school sings among the roses on Sunday at noon."),
        )
        assert found(*letters) == {}
    years = (
        article("a", "Letter 2023", f"{SAME}The tulips are in bloom, and many bulbs were planted last year."),
        article("b", "Letter 2024", f"{SAME}The choir of the school sings among the roses on Sunday at noon."),
    )
    assert found(*years) == {"a": {"b"}}


def test_agreement() -> None:
    """The share of words counts sentences of both, each as often as both have it, of the shorter text."""
    assert agreement("One two. Three four.", "Three  four.\nFive six seven.") == 0.5
    assert agreement("One. One. Two.", "One. Two. Three. Four.") == 2 / 3
    assert agreement("", "One.") == 0.0
