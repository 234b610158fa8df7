"""The index in Tantivy fulfils the contract, scores by BM25, and says so where its files are damaged."""

from pathlib import Path
from typing import ClassVar

import pytest

from index.retrieval.scoring import idf
from index.storage import tantivy_index
from index.storage.protocols import DamagedIndexError, LexicalDocument, LexicalIndexStore
from index.storage.tantivy_index import is_current, is_readable, open_index, write
from tests.index.storage.contracts import PASSAGES, LexicalIndexContract


class TestTantivyIndex(LexicalIndexContract):
    """Tantivy fulfils the contract."""

    store: ClassVar[LexicalIndexStore] = tantivy_index


def damage(folder: Path, suffix: str, share: float) -> None:
    """Overwrite so much of a file of an index, in place, from its start but for Tantivy's footer."""
    (file,) = folder.glob(f"*{suffix}")
    end = file.read_bytes().rindex(b'{"version"')
    with file.open("r+b") as opened:
        opened.write(b"\xff" * int(share * end))


def test_scores_are_bm25(tmp_path: Path) -> None:
    """In passages of one length a word scores its inverse document frequency, a word of the title half of that."""
    texts = [("mill", "boat"), ("mill", "boat"), ("tower", "bakery")]
    write(tmp_path, [LexicalDocument(number, "en", title, text, "") for number, (title, text) in enumerate(texts)])
    index = open_index(tmp_path)
    assert dict(index.search([("boat",)], 10)) == pytest.approx({0: idf(2, 3), 1: idf(2, 3)})
    assert dict(index.search([("tower",)], 10)) == pytest.approx({2: idf(1, 3) / 2})
    assert dict(index.search([("bakeri",), ("tower",)], 10)) == pytest.approx({2: 1.5 * idf(1, 3)})


def test_frequency_of_several_stems(tmp_path: Path) -> None:
    """A term of several stems is held by a passage that holds one of them, and counts it once."""
    texts = ["cat dog", "cat", "fish"]
    write(tmp_path, [LexicalDocument(number, "en", "", text, "") for number, text in enumerate(texts)])
    index = open_index(tmp_path)
    assert [index.frequency(term) for term in (("cat", "dog"), ("dog", "fish"), ("cat", "dog", "fish"))] == [2, 2, 3]


@pytest.mark.parametrize("suffix", [".idx", ".pos", ".term"])
def test_damage_beneath_an_open_index_is_told(tmp_path: Path, suffix: str) -> None:
    """What Tantivy raises over a file that changed, and where it panics, is one error that says what helps."""
    write(tmp_path, PASSAGES)
    index = open_index(tmp_path)
    damage(tmp_path, suffix, 0.5)
    with pytest.raises(DamagedIndexError, match=r"^the index of words is damaged \(.+\); run: quotebot check$"):
        index.search([("boat",)], 10, [["by", "boat"]])


@pytest.mark.parametrize("suffix", [".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term"])
def test_damaged_file_cannot_be_opened(tmp_path: Path, suffix: str) -> None:
    """A file that holds something else is an OSError of one line, also where Tantivy panics."""
    write(tmp_path, PASSAGES)
    damage(tmp_path, suffix, 1.0)
    with pytest.raises(OSError, match=r"^.+$"):
        open_index(tmp_path)


def test_notes_of_something_else_are_not_current(tmp_path: Path) -> None:
    """An index is of another version where its notes have other fields, or are none."""
    write(tmp_path, PASSAGES)
    notes = (tmp_path / "meta.json").read_text()
    for changed in (notes.replace('"word"', '"other"'), notes[: len(notes) // 2], "[]"):
        (tmp_path / "meta.json").write_text(changed)
        assert not is_readable(tmp_path)
        assert not is_current(tmp_path)


def test_index_of_other_words_is_read_still(tmp_path: Path) -> None:
    """An index whose words another version told apart can be read, and is not current."""
    write(tmp_path, PASSAGES)
    notes = (tmp_path / "meta.json").read_text()
    (tmp_path / "meta.json").write_text(notes.replace('"quotebot-', '"other-'))
    assert is_readable(tmp_path)
    assert not is_current(tmp_path)
    assert open_index(tmp_path).search([("boat",)], 10)
