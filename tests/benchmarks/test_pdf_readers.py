"""Tests of the comparison of readers of PDFs, and of how well Quotebot reads its set."""

from bisect import bisect_right
from pathlib import Path

import pytest

from index.ingest.readers.base import ReaderOptions
from index.ingest.readers.pdf.document import convert
from index.records import Article
from tests.benchmarks.pdf_readers import FOLDER, by_quotebot, measured

_FILES = sorted(FOLDER.glob("*.pdf"))


def test_the_set_is_read_whole() -> None:
    """No sentence, no order of columns, no parted word and no ligature of the set is lost."""
    figures = measured("Quotebot", _FILES, by_quotebot(_FILES))
    assert (figures.sentences, figures.order, figures.parted, figures.ligatures) == (1, 1, 1, 1)


def test_what_is_lost_counts() -> None:
    """Texts that say nothing, and those whose words are out of order or parted, score less."""
    read = by_quotebot(_FILES)
    nothing = measured("nothing", _FILES, [("", 0.0)] * len(_FILES))
    assert (nothing.sentences, nothing.order, nothing.parted, nothing.ligatures) == (0, 0, 0, 0)
    backwards = measured("backwards", _FILES, [(" ".join(reversed(text.split(". "))), 0.0) for text, _ in read])
    assert backwards.order < 0.5
    parted = measured("parted", _FILES, [(text.replace("en", "-\nen"), 0.0) for text, _ in read])
    assert parted.parted < 0.9


@pytest.mark.parametrize(
    ("name", "sentence", "page"),
    [
        ("weir-a5", "When the mill at Hallow Weir was rebuilt", "1"),
        ("weir-a5", "The sluice above the first pool stays open", "2"),
        ("weir-journal", "Groups of more than twelve people", "41"),
        ("weir-journal", "Dogs must be kept on a lead", "42"),
        ("path-repair", "Counters at both gates", "4"),
    ],
)
def test_sentences_are_told_by_their_pages(name: str, sentence: str, page: str) -> None:
    """A sentence goes by the label of the page on which it begins."""
    path = Path(FOLDER / f"{name}.pdf")
    (article,) = (one for one in convert(path, name, ReaderOptions(1_000_000)) if isinstance(one, Article))
    assert article.reading is not None
    places, at = article.reading.places, article.plain.index(sentence)
    assert places[bisect_right(places, at, key=lambda place: place.start) - 1].locator.label == page
