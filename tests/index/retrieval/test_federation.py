"""Several collections searched as if they were one."""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec
import numpy as np
import pytest
import tantivy
from numpy.typing import NDArray

from index.answering.answer import Answerer
from index.answering.confidence import Calibration, load_calibration
from index.answering.dialogue import turn
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.encoder import Encoded, Encoder
from index.records import Answer, Missing, Source
from index.retrieval.candidates import ArticleBoost
from index.retrieval.federation import Federation
from index.retrieval.filters import Wanted
from index.retrieval.index_reader import IndexReader
from index.retrieval.search import Searcher
from index.storage.library import Library
from index.storage.snapshots import Snapshots
from index.text.analysis import Term
from tests.encoders import SmallEncoder

RIVER = "The old bridge\n\nThe town closed the old bridge over the river on Monday. Boats may still pass below it.\n"
HARBOUR = "The harbour\n\nThe harbour master counted ninety boats on Sunday. Most of them came from the islands.\n"


def make(folder: Path, **articles: str) -> DataFolder:
    """Makes an index of articles given by their ids."""
    (folder / "articles").mkdir(parents=True)
    for name, text in articles.items():
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    data_folder = DataFolder(folder / "data")
    sync(data_folder, SmallEncoder(), [folder / "articles"], 1_000_000, lambda _: None)
    return data_folder


def joined(
    stack: ExitStack, folders: Mapping[str, DataFolder], encoder: Encoder, wanted: Wanted | None = None
) -> Federation:
    """A federation of indexes in folders given by the names of their collections, open as long as the stack is."""
    return Federation(
        {name: stack.enter_context(IndexReader(folder, encoder, name)) for name, folder in folders.items()}, wanted
    )


def test_quotes_name_their_collection(tmp_path: Path) -> None:
    """An answer is quoted from whichever collection holds it, and its source says which, even where ids are alike."""
    folders = {"": make(tmp_path / "a", story=RIVER), "own": make(tmp_path / "b", story=HARBOUR)}
    with ExitStack() as stack:
        federation = joined(stack, folders, SmallEncoder())
        answerer = Answerer(federation, load_calibration(), 0.0)
        bridge = answerer.answer("When did the town close the old bridge over the river?").quotes[0]
        boats = answerer.answer("How many boats did the harbour master count on Sunday?").quotes[0]
        assert (bridge.source.collection, bridge.source.id) == ("", "story")
        assert (boats.source.collection, boats.source.id) == ("own", "story")
        assert federation.text_of(boats.source)[boats.span.start : boats.span.end] == boats.text
        river = joined(stack, folders, SmallEncoder(), lambda source, _: source.collection == "")
        assert river.find("boats", 10).candidates[0].text in RIVER


def test_split_collection_ranks_as_one(tmp_path: Path) -> None:
    """Two collections rank what a question finds as one collection of all their articles does."""
    articles = {f"a{number}": f"Title {number}\n\nThe {word} stood near the river for years.\n" for number, word in
                enumerate(("mill", "tower", "church", "bakery", "school", "castle"))}  # fmt: skip
    first = dict(list(articles.items())[:5])
    last = dict(list(articles.items())[5:])
    with ExitStack() as stack:
        whole = stack.enter_context(Searcher(make(tmp_path / "all", **articles), SmallEncoder()))
        folders = {"one": make(tmp_path / "one", **first), "two": make(tmp_path / "two", **last)}
        split = joined(stack, folders, SmallEncoder())
        for question in ("Which castle stood there?", "the mill by the river"):
            expected, merged = whole.find(question, 10), split.find(question, 10)
            assert merged.idf == pytest.approx(expected.idf)
            assert merged.candidates[0].text == expected.candidates[0].text
            assert {hit.text for hit in merged.candidates} == {hit.text for hit in expected.candidates}


class RecordingEncoder(SmallEncoder):
    """Records the questions that it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []

    def encode_questions(self, questions: Sequence[str]) -> list[Encoded]:
        """See Encoder."""
        self.questions += questions
        return super().encode_questions(questions)


def test_question_is_encoded_once(tmp_path: Path) -> None:
    """However many collections are searched, a question is encoded once, and one without terms not at all."""
    encoder = RecordingEncoder()
    folders = {"one": make(tmp_path / "one", story=RIVER), "two": make(tmp_path / "two", story=HARBOUR)}
    with ExitStack() as stack:
        federation = joined(stack, folders, encoder)
        assert federation.find("the of and", 10).candidates == ()
        assert encoder.questions == []
        assert {hit.article.source.collection for hit in federation.find("boats", 10).candidates} == {"one", "two"}
        assert encoder.questions == ["boats"]


def test_filter_reaches_what_ranks_low(tmp_path: Path) -> None:
    """A filter finds articles that rank below the limit that is searched without it."""
    articles = {
        f"a{number:03}": f"Boats {number}\n\nBoats and boats and boats came today, {number}.\n" for number in range(120)
    }
    data_folder = make(
        tmp_path, **articles, rare="Rare\n\nOnce upon a time a long and quiet story was told of boats by many.\n"
    )
    with Searcher(data_folder, SmallEncoder()) as searcher:
        unfiltered = [passage.source.id for passage in searcher.search("boats", 10)]
        rare = Federation({"": searcher.index}, lambda source, _: source.id == "rare").find("boats", 10)
    assert "rare" not in unfiltered
    assert [hit.source.id for hit in rare.hits] == ["rare"]


def test_a_boosted_article_is_weighed_whole(tmp_path: Path) -> None:
    """All of a boosted article is found, first by its boost, also where it ranks below the limit searched."""
    articles = {
        f"a{number:03}": f"Boats {number}\n\nBoats and boats and boats came today, {number}.\n" for number in range(120)
    }
    data_folder = make(tmp_path, **articles, rare="Rare\n\nNothing of the kind was seen that year by any.\n")
    with Searcher(data_folder, SmallEncoder(), "own") as searcher:
        for find in (searcher.find, Federation({"own": searcher.index}).find):
            unfiltered = find("boats", 3)
            boosted = find("boats", 3, article_boost=ArticleBoost("own", "rare", 4.0))
            ids = [candidate.article.source.id for candidate in boosted.candidates]
            assert "rare" not in {candidate.article.source.id for candidate in unfiltered.candidates}
            assert ids == ["rare", *(candidate.article.source.id for candidate in unfiltered.candidates[:2])]
            elsewhere = find("boats", 3, article_boost=ArticleBoost("other", "rare", 2.0))
            assert [hit.number for hit in elsewhere.candidates] == [hit.number for hit in unfiltered.candidates]


def test_no_collections_hold_nothing() -> None:
    """Where there is no collection, nothing is found."""
    assert Federation({}).find("Who?", 10).candidates == ()


@pytest.mark.parametrize(
    ("part", "expected"),
    [("bri", ["old"]), ("THE", ["harbour", "old"]), ("100%", []), ("_", []), ("harbour", ["harbour"])],
)
def test_titles_by_a_part(tmp_path: Path, part: str, expected: list[str]) -> None:
    """Articles are listed by a part of their title or id, which is never taken for a pattern."""
    data_folder = make(tmp_path, old=RIVER, harbour=HARBOUR)
    with Searcher(data_folder, SmallEncoder(), "own") as searcher:
        titled = searcher.articles.titled(part, 25)
    assert [source.id for source in titled] == expected
    assert all(source == Source(source.id, source.title, path=source.path, collection="own") for source in titled)


def test_quoted_phrase_is_found(tmp_path: Path) -> None:
    """Only passages that hold what a question quotes are found, also one beyond the limit that is searched first."""
    texts = {
        f"a{number:03}": f"Boats {number}\n\nOld boats, boats of old and old boats came today, {number}.\n"
        for number in range(120)
    }
    data_folder = make(
        tmp_path,
        **texts,
        rare="Rare\n\nA story is told at night of nothing but the many, many bóats  of Old that were lost at sea.\n",
        boat="Boat\n\nOne old boat of olds came and the many boat of old days.\n",
        named="The lost harbour\n\nIt is a film of 1936.\n",
    )
    with Searcher(data_folder, SmallEncoder()) as searcher, IndexReader(data_folder, SmallEncoder(), "two") as two:
        federation = Federation({"": searcher.index, "two": two})

        def search(question: str) -> list[str]:
            return [candidate.article.source.id for candidate in searcher.find(question, 10).candidates]

        assert "rare" not in search("old boats")
        assert search('Which old boats were "many boats of old"?') == ["rare"]
        assert search('When was "the lost harbour" filmed?') == ["named"]
        assert search('"many boats of old" or "lost at sea"') == ["rare"]
        assert search('"many boats of old" or "came today"') == []
        assert search('"of the"') == []
        assert search('"but the"') == ["rare"]
        both = federation.find('"many boats of old"', 10).candidates
        assert [candidate.article.source.collection for candidate in both] == ["", "two"]


class Constant:
    """A reranker to which all sentences are alike."""

    fingerprint = "constant"

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Reranker."""
        return np.ones(len(texts), np.float32)


def test_follow_up_is_weighed_with_the_reranker(tmp_path: Path) -> None:
    """The confidence in an answer of the article that is talked about counts what the reranker said of it."""
    calibration = Calibration(0.0, {"reranker": 0.1}, 0.25, (), reranker="constant")
    with Searcher(make(tmp_path, story=RIVER), SmallEncoder()) as searcher:
        answerer = Answerer(searcher, calibration, 0.0, reranker=Constant())
        before = turn(answerer.answer("Who closed the old bridge?"))
        evidence = answerer.score("When was that bridge closed?", before).evidence
    assert evidence is not None
    assert evidence.reranker == 1.0


def test_phrase_that_nobody_wrote_is_not_answered(tmp_path: Path) -> None:
    """A question is not answered by passages that lack what it quotes."""
    with Searcher(make(tmp_path, story=RIVER), SmallEncoder()) as searcher:
        answerer = Answerer(searcher, load_calibration(), 0.0)
        assert answerer.answer('Who closed "the old bridge"?').answered
        assert answerer.answer('Who closed "the new bridge"?') == Answer('Who closed "the new bridge"?', False, 0.0)


class Unversed(SmallEncoder):
    """An encoder that knows no word whole, and records what it is asked to count."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: list[list[str]] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Encoder."""
        self.counted.append(list(texts))
        return [2 * count for count in super().count_tokens(texts)]


def test_misspelt_word_is_put_right(tmp_path: Path) -> None:
    """A word that no collection and no model knows is looked up as the closest known one, in every collection."""
    folders = {"": make(tmp_path / "a", story=RIVER), "own": make(tmp_path / "b", story=HARBOUR)}
    with ExitStack() as stack:

        def terms(encoder: type[SmallEncoder], question: str) -> list[Term]:
            return list(joined(stack, folders, encoder()).find(question, 10).frequencies)

        assert terms(Unversed, "harbuor brigde") == [("harbour",), ("bridg",)]
        assert terms(SmallEncoder, "harbuor brigde") == [("harbuor",), ("brigd",)]
        assert terms(Unversed, "islands bridge trains") == [("island",), ("bridg",), ("train",)]
        result = joined(stack, folders, Unversed()).find("Who is the harbuor master?", 10)
        assert result.candidates[0].article.source.collection == "own"
        assert result.frequencies == {("harbour",): 1, ("master",): 1}
        alone = stack.enter_context(Searcher(folders[""], Unversed()))
        assert list(alone.find("harbuor brigde", 10).frequencies) == [("harbuor",), ("bridg",)]


def test_words_that_no_article_has(tmp_path: Path) -> None:
    """Of a question's names, and words that no model knows, those are absent that no collection has in any form."""
    articles = tmp_path / "articles.jsonl"
    articles.write_text(
        '{"id": "a", "title": "Gdynia", "publisher": "Radio Tolmin", "text": "Salvadorans met Núñez of the IMF. ..."}'
    )
    named = DataFolder(tmp_path / "named")
    sync(named, SmallEncoder(), [articles], 1_000_000, lambda _: None)
    with ExitStack() as stack:
        both = joined(stack, {"": make(tmp_path / "a", story=RIVER), "own": named}, Unversed())
        alone = stack.enter_context(Searcher(make(tmp_path / "b", story=RIVER), Unversed()))

        def absent(finder: Federation | Searcher, question: str) -> set[str]:
            return set(finder.find(question, 10).absent)

        assert absent(both, "Did they meet Gustavo Petro or the boats in Denmark?") == {"gustavo", "petro", "denmark"}
        assert absent(both, "Did Salvador or Nunez or Gdynia or Radio Tolmin close the River?") == set()
        assert absent(both, "Did the International Monetary Fund pay?") == set()
        assert absent(both, "do trains pass the minecraft brigde") == {"trains", "minecraft"}
        assert absent(both, "did they meet in denmark?") == {"denmark"}
        assert absent(alone, "Did Salvador or Nunez pay for the bridge?") == {"salvador", "nunez"}
        assert absent(both, "the of and") == set()
    assert Federation({}).find("Who met in Denmark?", 10).absent == frozenset()


def test_refusal_says_what_no_searched_article_has(tmp_path: Path) -> None:
    """What is missing is missing in the collections that were searched; of others nothing is told."""
    folders = {"": make(tmp_path / "a", story=RIVER), "own": make(tmp_path / "b", story=HARBOUR)}
    question = "Who closed the bridge in Denmark on the Islands?"
    with ExitStack() as stack:
        told = {
            names: Answerer(
                joined(stack, {name: folders[name] for name in names}, SmallEncoder()), load_calibration(), 1.0
            )
            .answer(question)
            .missing
            for names in (("",), ("", "own"))
        }
    denmark, islands = Missing("articles", "Denmark"), Missing("articles", "Islands")
    assert told == {("",): (denmark, islands), ("", "own"): (denmark,)}


def test_unknown_words_are_counted_at_once(tmp_path: Path) -> None:
    """However many words nobody knows, and however many collections are searched, the encoder is asked once."""
    folders = {"": make(tmp_path / "a", story=RIVER), "own": make(tmp_path / "b", story=HARBOUR)}
    encoder = Unversed()
    with ExitStack() as stack:
        federation = joined(stack, folders, encoder)
        federation.find("Did the harbuor master see brigde and islnads?", 10)
        federation.find("Did the harbour master see the bridge?", 10)
    assert encoder.counted == [["brigde", "harbuor", "islnads"]]


def test_words_of_an_older_version_are_made_anew(tmp_path: Path) -> None:
    """A word index without the fields of this version is written again by the first search."""
    data_folder = make(tmp_path, story=RIVER)
    with Library.open(data_folder) as library:
        folder = data_folder.snapshots / f"{Snapshots.of(data_folder, library).number():08}"
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("number", stored=False, indexed=True, fast=True)
        builder.add_text_field("text")
        shutil.rmtree(folder / "words")
        (folder / "words").mkdir()
        tantivy.Index(builder.build(), path=str(folder / "words"))
        manifest = msgspec.json.encode(
            {
                str(file.relative_to(folder)): {"size": file.stat().st_size, "sha256": ""}
                for file in sorted(folder.rglob("*"))
                if file.is_file() and file.name != "manifest.json"
            }
        )
        (folder / "manifest.json").write_bytes(manifest)
        library.facts.note(manifest=hashlib.sha256(manifest).hexdigest())
    with Searcher(data_folder, SmallEncoder()) as searcher:
        assert [passage.source.id for passage in searcher.search("bridge", 10)] == ["story"]
        assert searcher.index.vocabulary("bri") == {"bridge": 1}
