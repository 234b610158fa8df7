"""A search is limited to the passages of the articles that are wanted, found once for each filter."""

import msgspec
import pytest

from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.records import Source
from index.retrieval.federation import Federation
from index.retrieval.filters import FilteredPassages
from index.retrieval.search import Searcher
from index.storage.library import Library
from tests.encoders import SmallEncoder

BOATS = 300  # far more than each search index gives


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Index many articles on boats of one publisher, and three of another that say less of them."""
    folder = tmp_path_factory.mktemp("filters")
    many = [
        {"id": f"{n}", "title": "Boats", "publisher": "Post", "text": f"Boats sank at pier {n}."} for n in range(BOATS)
    ]
    few = [
        {"id": key, "title": "News", "publisher": "Herald", "text": text}
        for key, text in (
            ("sold", "Some boats were sold to a man who lives by the river."),
            ("a", "Rain."),
            ("b", "Snow."),
        )
    ]
    (folder / "a.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, [*many, *few])))
    sync(DataFolder(folder / "data"), SmallEncoder(), [folder / "a.jsonl"], 1_000_000, lambda _: None)
    return DataFolder(folder / "data")


def herald(source: Source, language: str) -> bool:
    """Whether an article is of the publisher of which there is little."""
    return source.publisher == "Herald"


def test_passages_of_wanted_articles(data_folder: DataFolder) -> None:
    """The numbers of the passages of wanted articles are given in order, and each article is looked at once."""
    seen = []

    def wanted(source: Source, language: str) -> bool:
        seen.append(source)
        return herald(source, language)

    with Library.open(data_folder) as library:
        filtered = FilteredPassages(library, "own")
        first = filtered.of(wanted)
        articles = [number for number, source in library.articles.sources() if herald(source, "en")]
        assert first.tolist() == sorted(number for one in articles for number in library.passages.of_article(one))
        assert filtered.of(wanted) is first
        assert filtered.of(lambda source, _: source.publisher is None).tolist() == []
    assert sorted(source.id for source in seen) == sorted([*map(str, range(BOATS)), "sold", "a", "b"])
    assert {source.collection for source in seen} == {"own"}


def test_all_that_is_wanted_is_found(data_folder: DataFolder) -> None:
    """However many passages match better, those that are wanted are found, and all of these where few are."""
    with Searcher(data_folder, SmallEncoder()) as searcher:
        found = Federation({"": searcher.index}, herald).find("Which boats sank at a pier?", 10).candidates
        assert found[0].article.source.id == "sold"
        assert sorted(one.article.source.id for one in found) == ["a", "b", "sold"]
        assert (
            Federation({"": searcher.index}, lambda source, _: source.publisher is None).find("boats", 10).candidates
            == ()
        )
        assert (
            len(
                Federation({"": searcher.index}, lambda source, _: source.id in {"7", "70", "170"})
                .find("boats", 10)
                .candidates
            )
            == 3
        )
