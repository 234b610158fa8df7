"""What every search index does, whatever keeps it: a backend's tests inherit these and name what keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from index.models.encoder import Vectors
from index.storage.protocols import (
    LexicalDocument,
    LexicalIndexStore,
    SearchIndex,
    SearchIndexStore,
    VectorSource,
)
from index.text.analysis import asked_terms, words

DIMENSION = 64
ROUNDED = 1e-3  # that half precision may take from a cosine
Rows = NDArray[np.float16]
Hits = list[tuple[int, float]]

# Each example writes an index to the disk; a property that several classes inherit is run by each of them.
PROPERTY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
NUMBERS = st.sets(st.integers(0, 30), max_size=20)
STEPS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=4)


def unit(seed: int, count: int) -> Rows:
    """Draw random rows of unit length, in half precision as they are stored."""
    rows = np.random.default_rng(seed).standard_normal((count, DIMENSION))
    halves: Rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    return halves


def question(seed: int) -> Vectors:
    """Draw a question, of shape (1, dimension)."""
    return unit(seed, 1).astype(np.float32)


def source_of(rows: Mapping[int, Rows]) -> VectorSource:
    """Make a source of rows by their numbers, of which a passage's one sentence has the same."""

    def numbered(numbers: Iterable[int]) -> Iterable[tuple[int, Vectors]]:
        return ((number, rows[number].astype(np.float32)) for number in numbers)

    return VectorSource(lambda: sorted(rows), numbered, numbered)


def brute_force(rows: Mapping[int, Rows], asked: Vectors, limit: int) -> Hits:
    """Give the numbers and cosines of the nearest rows, each computed in full."""
    hits = [(number, float(row.astype(np.float64) @ asked[0])) for number, row in rows.items()]
    return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:limit]


def assert_same(hits: Hits, expected: Hits) -> None:
    """Check that the hits have the expected ranking, and the expected scores but for rounding."""
    assert [number for number, _ in hits] == [number for number, _ in expected]
    assert [score for _, score in hits] == pytest.approx([score for _, score in expected], abs=ROUNDED)


def assert_holds(index: SearchIndex, rows: Mapping[int, Rows]) -> None:
    """Check that an index has these rows by their numbers, to the last bit, and no others."""
    numbers, held = index.contents()
    assert (str(numbers.dtype), str(held.dtype)) == ("int64", "float16")
    assert numbers.tolist() == sorted(rows)
    assert held.tolist() == [rows[number].tolist() for number in sorted(rows)]


class SearchIndexContract:
    """What an index of vectors does."""

    store: ClassVar[SearchIndexStore]

    def make(self, folder: Path, rows: Mapping[int, Rows]) -> SearchIndex:
        """Write an index of rows by their numbers, and open it."""
        self.store.write(folder, DIMENSION, source_of(rows))
        return self.store.open_index(folder)

    def updated(self, folder: Path, gone: Iterable[int], new: Iterable[int], rows: Mapping[int, Rows]) -> SearchIndex:
        """Take numbers out of an index and add others, `rows` being all that it then holds, and open it."""
        self.store.update(folder, DIMENSION, sorted(gone), sorted(new), source_of(rows))
        return self.store.open_index(folder)

    def test_search_is_that_of_brute_force(self, tmp_path: Path) -> None:
        """Scores and ranking are those of comparing all vectors, whatever numbers the passages have."""
        rows = {number * 7 + 2**40: row for number, row in enumerate(unit(1, 300))}
        index = self.make(tmp_path, rows)
        for seed in range(5):
            assert_same(index.search(question(seed), 20), brute_force(rows, question(seed), 20))

    def test_all_are_found_where_fewer_are_held_than_asked_for(self, tmp_path: Path) -> None:
        """An index with fewer passages than are asked for gives all it has."""
        rows = dict(enumerate(unit(1, 3)))
        assert_same(self.make(tmp_path, rows).search(question(7), 10), brute_force(rows, question(7), 10))
        assert_same(self.store.open_index(tmp_path).search(question(7), 2**64), brute_force(rows, question(7), 3))

    def test_an_empty_index_holds_nothing(self, tmp_path: Path) -> None:
        """An index of no passages finds none and has no contents."""
        index = self.make(tmp_path, {})
        assert index.search(question(7), 10) == []
        numbers, rows = index.contents()
        assert (numbers.shape, rows.shape) == ((0,), (0, DIMENSION))

    def test_equal_vectors_are_found_in_order_of_number(self, tmp_path: Path) -> None:
        """Passages of one score are ranked by their numbers."""
        (row,) = unit(1, 1)
        index = self.make(tmp_path, {9: row, 3: row, 5: row})
        assert [number for number, _ in index.search(row.astype(np.float32)[None], 3)] == [3, 5, 9]

    @PROPERTY
    @given(
        only=st.sets(st.integers(0, 120)),
        gone=st.sets(st.integers(0, 99), max_size=5),
        limit=st.integers(1, 40),
        seed=st.integers(0, 99),
    )
    def test_only_what_is_wanted_is_found(self, only: set[int], gone: set[int], limit: int, seed: int) -> None:
        """Of passages that are wanted the nearest are found, where they stand and whatever was taken out before."""
        every = unit(4, 110)
        left = {number: every[number] for number in range(110) if number not in gone}
        with TemporaryDirectory() as folder:
            self.make(Path(folder), {number: every[number] for number in range(100)})
            index = self.updated(Path(folder), gone, range(100, 110), left)
        wanted = {number: row for number, row in left.items() if number in only}
        hits = index.search(question(seed), limit, np.array(sorted(only), np.int64))
        assert_same(hits, brute_force(wanted, question(seed), limit))

    def test_an_index_that_is_open_outlives_an_update(self, tmp_path: Path) -> None:
        """An index that is open goes on finding what it held, while another is put in the place of its files."""
        rows = dict(enumerate(unit(5, 60)))
        before = {number: rows[number] for number in range(50)}
        index = self.make(tmp_path, before)
        self.updated(tmp_path, range(20), range(50, 60), {number: rows[number] for number in range(20, 60)})
        assert_same(index.search(question(7), 50), brute_force(before, question(7), 50))
        assert_holds(index, before)

    def test_an_update_leaves_linked_files_alone(self, tmp_path: Path) -> None:
        """An update changes no file in place that may be linked into an older snapshot."""
        rows = dict(enumerate(unit(6, 60)))
        self.make(tmp_path / "new", {number: rows[number] for number in range(50)})
        (tmp_path / "old").mkdir()
        kept = {}
        for file in (tmp_path / "new").iterdir():
            if file.suffix != ".json":
                (tmp_path / "old" / file.name).hardlink_to(file)
                kept[file.name] = file.read_bytes()
        self.updated(tmp_path / "new", [3], range(50, 60), {number: rows[number] for number in rows if number != 3})
        assert {name: (tmp_path / "old" / name).read_bytes() for name in kept} == kept

    def test_writing_starts_anew(self, tmp_path: Path) -> None:
        """What an index held before it is written is gone."""
        rows = dict(enumerate(unit(2, 9)))
        self.make(tmp_path, rows)
        assert_holds(self.make(tmp_path, {4: rows[4]}), {4: rows[4]})

    def test_what_is_not_there_cannot_be_opened(self, tmp_path: Path) -> None:
        """To open a folder without an index is an OSError."""
        with pytest.raises(OSError, match=r"^.+$"):
            self.store.open_index(tmp_path)

    @PROPERTY
    @given(first=NUMBERS, steps=STEPS, limit=st.integers(1, 40), seed=st.integers(0, 99))
    def test_any_updates(self, first: set[int], steps: list[tuple[set[int], set[int]]], limit: int, seed: int) -> None:
        """After any updates an index holds and finds what was added and not taken out, and nothing else."""
        every = unit(3, 1000)
        with TemporaryDirectory() as folder:
            rows = {number: every[number] for number in (*first, *range(900, 1000))}
            index = self.make(Path(folder), rows)
            for place, (gone, added) in enumerate(steps, 1):
                new = {place * 100 + number for number in added}  # no number is used again
                gone = {number + 100 * (number % place) for number in gone}
                rows = {number: row for number, row in rows.items() if number not in gone}
                rows |= {number: every[number] for number in new}
                index = self.updated(Path(folder), gone, new, rows)
        assert_holds(index, rows)
        hits = index.search(question(seed), limit)
        cosines = dict(brute_force(rows, question(seed), len(rows)))
        assert len(hits) == min(limit, len(rows))
        assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
        assert all(abs(score - cosines.pop(number)) < ROUNDED for number, score in hits)
        assert all(cosine < hits[-1][1] + ROUNDED for cosine in cosines.values())


PASSAGES = (
    LexicalDocument(1, "en", "Bridges", "The mayor opened the bridges after the floods.", "The Zürich Post Ana Gómez"),
    LexicalDocument(2, "en", "Floods", "Children crossed the river by boat; the café stayed closed.", ""),
    LexicalDocument(2**40, "en", "", "A title AND text: number:1 OR boat* (river)~2", ""),
)
WORDS = st.lists(st.sampled_from(("mill", "tower", "church", "bakery", "school", "castle")), max_size=4).map(tuple)


class LexicalIndexContract:
    """What an index of words does."""

    store: ClassVar[LexicalIndexStore]

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """Make the folder of an index of PASSAGES."""
        self.store.write(tmp_path / "words", PASSAGES)
        return tmp_path / "words"

    def search_words(self, folder: Path, asked: str, limit: int = 10) -> list[int]:
        """Give the numbers of the passages that the index in a folder finds, best first."""
        return [number for number, _ in self.store.open_index(folder).search(asked_terms(asked), limit)]

    @pytest.mark.parametrize(
        ("asked", "numbers"),
        [
            ("Who is opening a bridge?", [1]),
            ("Where is the CAFE?", [2]),
            ("flood", [1, 2]),
            ("river boats", [2, 2**40]),
            ("train", []),
            ("Who was it?", []),
        ],
    )
    def test_any_form_of_a_word_is_found(self, folder: Path, asked: str, numbers: list[int]) -> None:
        """Passages are found by any form of a word, in a text before a title."""
        assert self.search_words(folder, asked) == numbers

    def test_best_come_first(self, folder: Path) -> None:
        """Hits are in order of their scores, which are finite and above 0, and no more than asked for."""
        asked = "Which mayor opened bridges over the river?"
        hits = self.store.open_index(folder).search(asked_terms(asked), 10)
        assert hits[0][0] == 1
        assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
        assert all(score > 0 and isfinite(score) for _, score in hits)
        assert self.search_words(folder, asked, limit=1) == [1]

    @pytest.mark.parametrize("limit", [10**12, 2**63 - 1, 2**64])
    def test_any_number_of_passages_may_be_asked_for(self, folder: Path, limit: int) -> None:
        """An index gives all it has where more are asked for than any index could hold."""
        assert self.search_words(folder, "river boats", limit) == [2, 2**40]

    def test_passages_of_one_score_are_ranked_by_number(self, tmp_path: Path) -> None:
        """Passages that hold the same have one score, and stand in the order of their numbers."""
        self.store.write(tmp_path, [LexicalDocument(number, "en", "", "A boat.", "") for number in (9, 3, 5)])
        hits = self.store.open_index(tmp_path).search([("boat",)], 10)
        assert [number for number, _ in hits] == [3, 5, 9]
        assert len({score for _, score in hits}) == 1

    @pytest.mark.parametrize(
        ("asked", "numbers"),
        [
            ("number:1", [2**40]),
            ("text:mayor^9 AND title:river", [1, 2, 2**40]),
            ('"boat river"~9 NOT mayor', [1, 2, 2**40]),
            ("-boat +mayor", [1, 2, 2**40]),
            ("boa*", []),
            ("[a TO z] {a TO z} *:* /.*/", []),
            ('\\"((((', []),
        ],
    )
    def test_nothing_in_a_question_is_syntax(self, folder: Path, asked: str, numbers: list[int]) -> None:
        """What would be syntax of a query language is only words."""
        assert sorted(self.search_words(folder, asked)) == numbers

    @pytest.mark.parametrize("term", ["", "*", "number:1", "\x00", "x" * 100_000, "a b"])
    def test_no_term_is_syntax(self, folder: Path, term: str) -> None:
        """A term that is no word is found nowhere and held by nothing."""
        index = self.store.open_index(folder)
        assert (index.search([(term,)], 10), index.frequency((term,)), index.holds((term,))) == ([], 0, False)

    def test_passages_have_stems_of_their_languages(self, tmp_path: Path) -> None:
        """A passage is found by other forms of its words as its own language makes them, in text, title and phrases."""
        spanish = LexicalDocument(1, "es", "Dimisiones", "Los alcaldes inauguraron la escuela.", "")
        self.store.write(tmp_path, [spanish, LexicalDocument(2, "en", "Mayors", "The mayors opened the schools.", "")])
        index, both = self.store.open_index(tmp_path), ["en", "es"]

        def numbers(asked: str, phrases: list[list[str]]) -> list[int]:
            return [number for number, _ in index.search(asked_terms(asked, both), 10, phrases, both)]

        assert numbers("¿Quién inauguraba una escuela?", []) == numbers("dimisión", []) == [1]
        assert numbers("opening a school", []) == numbers("mayor", []) == [2]
        assert numbers("", [["inaugurar", "la", "escuelas"]]) == [1]
        assert numbers("", [["opening", "the", "school"]]) == [2]
        assert [index.frequency(term) for term in asked_terms("escuelas schools", both)] == [1, 1]

    def test_word_with_several_stems_counts_once(self, tmp_path: Path) -> None:
        """A passage that holds two stems of one word is scored by the better one."""
        self.store.write(
            tmp_path, [LexicalDocument(1, "en", "", "cat dog", ""), LexicalDocument(2, "en", "", "bird fish", "")]
        )
        index = self.store.open_index(tmp_path)
        assert index.search([("cat", "dog")], 10) == index.search([("cat",)], 10)
        cat, fish = (index.search([(word,)], 10) for word in ("cat", "fish"))
        assert index.search([("cat", "fish")], 10) == [*cat, *fish]

    @pytest.mark.parametrize("wanted", [1, 40, 3000, 3001, 5000])
    def test_only_what_is_wanted_is_found(self, tmp_path: Path, wanted: int) -> None:
        """Of passages that are wanted those that hold a word are found, the best of them, with the scores they have."""
        # The first hold the word most often, and so score most; the last once in a while.
        texts = {
            number: "boat " * (7 - number // 1000) if number % 7 == 0 or number < 2000 else "river"
            for number in range(7000)
        }
        self.store.write(tmp_path, [LexicalDocument(number, "en", "", text, "") for number, text in texts.items()])
        index, only = self.store.open_index(tmp_path), np.arange(7000 - wanted, 7000, dtype=np.int64)
        every = [hit for hit in index.search([("boat",)], 10_000) if hit[0] >= 7000 - wanted]
        for limit in (1, 20, 10_000):
            assert index.search([("boat",)], limit, only=only) == every[:limit]
        assert index.search([("boat",)], 10, only=np.empty(0, np.int64)) == []

    def test_phrases_of_what_is_wanted(self, folder: Path) -> None:
        """Phrases and wanted passages limit a search together."""
        index, phrases = self.store.open_index(folder), [["the", "floods"]]
        assert [number for number, _ in index.search([], 10, phrases, only=np.array([1, 2]))] == [1]
        assert index.search([], 10, phrases, only=np.array([2])) == []

    @pytest.mark.parametrize(
        ("phrases", "numbers"),
        [
            ([["opened", "the", "bridges"]], [1]),
            ([["opened", "bridges"]], []),
            ([["the", "floods"], ["the", "mayor"]], [1]),
            ([["the", "floods"], ["by", "boat"]], []),
            ([["the", "cafes", "stayed"]], [2]),
        ],
    )
    def test_phrases_limit_a_search(self, folder: Path, phrases: list[list[str]], numbers: list[int]) -> None:
        """With phrases only passages that hold all of them in some form are found, with the scores of their terms."""
        index = self.store.open_index(folder)
        scores = dict(index.search([("river",), ("mayor",)], 10))
        assert index.search([("river",), ("mayor",)], 10, phrases) == [(number, scores[number]) for number in numbers]
        assert index.search([], 10, phrases) == [(number, 0.0) for number in numbers]

    def test_passages_are_counted(self, folder: Path) -> None:
        """An index tells how many passages it has and which, and an empty one that it has none."""
        index = self.store.open_index(folder)
        assert (index.count(), index.numbers()) == (3, [1, 2, 2**40])
        self.store.write(folder, [])
        index = self.store.open_index(folder)
        assert (index.count(), index.numbers(), index.search([("mayor",)], 10)) == (0, [], [])

    def test_frequency(self, folder: Path) -> None:
        """The frequency of a term is the number of passages whose text holds it."""
        index = self.store.open_index(folder)
        assert [index.frequency((term,)) for term in ("mayor", "boat", "bridg", "train")] == [1, 2, 1, 0]

    def test_frequency_after_removal(self, tmp_path: Path) -> None:
        """No term is said to be held by more passages than there are, also where some that held it are gone."""
        self.store.write(tmp_path, [LexicalDocument(number, "en", "", "A boat.", "") for number in (1, 2, 3)])
        self.store.update(tmp_path, [1, 2], [])
        index = self.store.open_index(tmp_path)
        assert (index.count(), index.frequency(("boat",)), index.frequency(("boat", "ship"))) == (1, 1, 1)

    def test_vocabulary(self, folder: Path) -> None:
        """The vocabulary has the words of texts and titles as `words` gives them, with their numbers of passages."""
        index = self.store.open_index(folder)
        assert index.vocabulary("b") == {"bridges": 1, "boat": 2, "by": 1}
        assert index.vocabulary("cafe") == {"cafe": 1}
        assert index.vocabulary("zurich") == {}

    @pytest.mark.parametrize(
        ("word", "edits"),
        [("bridges", 1), ("brdges", 1), ("bridgess", 1), ("bridgec", 1), ("birdges", 1), ("briges", 1), ("cafs", 2)],
    )
    def test_similar_words(self, folder: Path, word: str, edits: int) -> None:
        """A word is similar to one of a text or title that is no more edits away; two that changed places are one."""
        index = self.store.open_index(folder)
        assert index.holds_similar(word, edits)
        assert not index.holds_similar(f"{word}xyz", edits)

    def test_words_of_any_distance(self, tmp_path: Path) -> None:
        """Whether a word is similar to one that is held is as their distance has it (Damerau, restricted)."""
        drawn = np.random.default_rng(5)
        every = ["".join(drawn.choice(list("abcé"), drawn.integers(1, 7))) for _ in range(300)]
        held, asked = {fold for word in every[:40] for fold in words(word)}, every[40:]
        self.store.write(tmp_path, [LexicalDocument(1, "en", "", " ".join(held), "")])
        index = self.store.open_index(tmp_path)
        for word in asked:
            nearest = min(OSA.distance(word, other) for other in held)
            assert [index.holds_similar(word, edits) for edits in (1, 2)] == [nearest <= 1, nearest <= 2]

    def test_terms_that_are_held(self, folder: Path) -> None:
        """A term is held where a text or a title has it, not a word that is not its stem."""
        index, asked = self.store.open_index(folder), ("mayor", "bridg", "cafe", "bridges", "train")
        assert [term for term in asked if index.holds((term,))] == ["mayor", "bridg", "cafe"]
        assert index.holds(("train", "mayor"))

    def test_names(self, folder: Path) -> None:
        """A name is known by each of its words, whatever its accents, and is no word of a text."""
        index = self.store.open_index(folder)
        assert [word for word in ("zurich", "gomez", "mayor") if index.holds_name(word)] == ["zurich", "gomez"]
        assert self.search_words(folder, "zurich gomez") == []

    def test_update(self, folder: Path) -> None:
        """After an update the gone are never found, the new are, what stays is, and who has it open sees none of it."""
        opened = self.store.open_index(folder)
        boats = LexicalDocument(7, "en", "Boats", "The boats came back.", "")
        self.store.update(folder, [2, 99], [boats, LexicalDocument(8, "en", "", "The café reopened.", "")])
        assert self.store.open_index(folder).numbers() == [1, 7, 8, 2**40]
        assert sorted(self.search_words(folder, "boat")) == [7, 2**40]
        assert self.search_words(folder, "café") == [8]
        assert self.search_words(folder, "mayor") == [1]
        assert [number for number, _ in opened.search(asked_terms("café"), 10)] == [2]

    def test_writing_starts_anew(self, folder: Path) -> None:
        """What an index held before it is written is gone."""
        self.store.write(folder, [LexicalDocument(5, "en", "", "A boat.", "")])
        assert self.search_words(folder, "boat mayor") == [5]

    def test_what_was_written_is_current(self, folder: Path) -> None:
        """An index that was written by this version has the fields of this version, also after an update."""
        self.store.update(folder, [1], [])
        assert self.store.is_readable(folder)
        assert self.store.is_current(folder)

    def test_what_is_not_there_cannot_be_opened(self, tmp_path: Path) -> None:
        """To open a folder without an index is an OSError."""
        with pytest.raises(OSError, match=r"^.+$"):
            self.store.open_index(tmp_path)

    @PROPERTY
    @given(
        first=st.dictionaries(st.integers(0, 9), WORDS),
        then=st.dictionaries(st.integers(10, 19), WORDS),
        gone=st.sets(st.integers(0, 9)),
        asked=WORDS,
    )
    def test_any_passages(
        self,
        first: dict[int, tuple[str, ...]],
        then: dict[int, tuple[str, ...]],
        gone: set[int],
        asked: tuple[str, ...],
    ) -> None:
        """Of any passages those that hold a word of a question are found, and each word counts at least them."""
        with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:  # Tantivy may still lock in it
            folder = Path(scratch) / "words"
            self.store.write(folder, _documents(first))
            self.store.update(folder, sorted(gone), _documents(then))
            index = self.store.open_index(folder)
        held = {number: words for number, words in (first | then).items() if number not in gone}
        holding = {word: {number for number, words in held.items() if word in words} for word in asked}
        assert index.numbers() == sorted(held)
        hits = index.search(asked_terms(" ".join(asked)), 99)
        assert {number for number, _ in hits} == set().union(*holding.values())
        for word, numbers in holding.items():
            (term,) = asked_terms(word)
            ever = sum(word in words for words in (first | then).values())
            assert len(numbers) <= index.frequency(term) <= ever
            assert len(numbers) <= index.vocabulary(word).get(word, 0) <= ever
            assert index.holds(term) or not numbers


def _documents(texts: Mapping[int, Sequence[str]]) -> list[LexicalDocument]:
    return [LexicalDocument(number, "en", "", " ".join(words), "") for number, words in texts.items()]
