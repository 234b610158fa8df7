"""The public question sets that the reader is trained on, and which of their documents are kept aside."""

import gzip
import os
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from index.records import Span
from index.text.analysis import held_terms
from index.text.sentences import split_sentences
from tests.benchmarks.machine import ROOT

TRAINING = ROOT / os.environ.get("QUOTEBOT_TRAINING", "../shared/training")
# To be shared alike only; and questions from the midst of a talk, which mean little alone.
_LEFT_OUT = ("onestopqa", "mtrag_un")
_TITLED = ("squadshifts_new_wiki", "selqa_ass", "timeqa_human", "fairytaleqa", "policyqa")  # by their documents' names
_ONE_DOCUMENT = "squadshifts_reddit"  # whose passages have nothing to do with each other
_JOINED = "qamr_wiki"  # of single sentences
_SENTENCE_ID = re.compile(r"(.+):(\d+):(\d+)")
_JOINED_SENTENCES = 4
_TOKENISED = ("qamr_wiki", "timeqa_human")
# How such sets write what stands in texts.
_WRITTEN = {"-LRB- ": "(", " -RRB-": ")", "-LSB- ": "[", " -RSB-": "]", "`` ": '"', " ''": '"', " n't": "n't"}
_BEFORE_MARK = re.compile(r" (?=[.,;:!?%)\]]|'s\b)")
_ASIDE = 0.03  # of the documents of each set
_SAID = 0.6  # of the words of an answer in a sentence that gives it in other words
_LEAST_SAID = 3  # words


class Row(msgspec.Struct, frozen=True):
    """A question on a passage; `answer` is None where the passage does not answer, `span` where no words of it do."""

    set: str
    document: str
    title: str
    question: str
    passage: str
    answer: str | None
    span: Span | None


class _Line(msgspec.Struct, frozen=True):
    question: str
    passage: str
    answer: str | None
    document: str


class Split(NamedTuple):
    """Rows to train on, and rows of other documents to measure on."""

    training: list[Row]
    aside: list[Row]


def read_rows(folder: Path = TRAINING) -> list[Row]:
    """Reads all sets that take part, each question on a passage once."""
    rows = list[Row]()
    for file in sorted(folder.glob("*.jsonl.gz")):
        name = file.name.removesuffix(".jsonl.gz")
        if name not in _LEFT_OUT:
            with gzip.open(file, "rb") as lines:
                decoded = map(msgspec.json.Decoder(_Line).decode, lines)
                read = [_written(line) if name in _TOKENISED else line for line in decoded if line.passage.strip()]
            once = {(line.question, line.passage): line for line in read}
            rows += _joined(once.values()) if name == _JOINED else (_row(name, line) for line in once.values())
    return rows


def split(rows: Iterable[Row]) -> Split:
    """Keeps some documents of each set aside, the same in every run."""
    by_set = dict[str, set[str]]()
    rows = list(rows)
    for row in rows:
        by_set.setdefault(row.set, set()).add(row.document)
    aside = {(name, document) for name, of in by_set.items() for document in _drawn(name, of)}
    kept = [row for row in rows if (row.set, row.document) in aside]
    passages = {row.passage for row in kept}
    others = [row for row in rows if (row.set, row.document) not in aside and row.passage not in passages]
    return Split(others, kept)


def locate(question: str, passage: str, answer: str) -> Span | None:
    """Where a passage gives an answer: in these words, nearest to those of the question, else in a whole sentence."""
    words = re.escape(answer.strip())
    found = list(re.finditer(rf"(?<!\w){words}(?!\w)", passage, re.IGNORECASE)) if words else []
    if found:
        asked = _places(passage, held_terms(question, "en"))
        return Span(*min(found, key=lambda one: _distance(one.start(), asked)).span())
    return _sentence_that_says(passage, answer)


def _sentence_that_says(passage: str, answer: str) -> Span | None:
    said = held_terms(answer, "en")
    if len(said) < _LEAST_SAID:
        return None
    sentences = split_sentences(passage, Span(0, len(passage)))
    shares = [(len(said & held_terms(passage[slice(*one)], "en")) / len(said), one) for one in sentences]
    share, best = max(shares, default=(0.0, None), key=lambda one: one[0])
    return best if share >= _SAID else None


def _places(passage: str, asked: frozenset[str]) -> list[int]:
    """Where words of a question stand in a passage."""
    return [word.start() for word in re.finditer(r"\w+", passage) if not asked.isdisjoint(held_terms(word[0], "en"))]


def _distance(place: int, asked: list[int]) -> float:
    """How far the three nearest words of a question are."""
    nearest = sorted(abs(place - other) for other in asked)[:3]
    return sum(nearest) / len(nearest) if nearest else place


def _written(line: _Line) -> _Line:
    """A line of a set whose words and marks are parted, as people write."""
    answer = None if line.answer is None else _unparted(line.answer)
    return _Line(_unparted(line.question), _unparted(line.passage), answer, line.document)


def _unparted(text: str) -> str:
    for parted, written in _WRITTEN.items():
        text = text.replace(parted, written)
    return _BEFORE_MARK.sub("", text)


def _row(name: str, line: _Line) -> Row:
    document = line.passage if name == _ONE_DOCUMENT else line.document
    span = None if line.answer is None else locate(line.question, line.passage, line.answer)
    title = _title(line.document) if name in _TITLED else ""
    return Row(name, document, title, line.question, line.passage, line.answer, span)


def _title(document: str) -> str:
    """A document's name in words: `/wiki/Steve_Sidwell#P54` is Steve Sidwell."""
    return re.sub(r"[_-]+", " ", document.rpartition("/")[2].partition("#")[0]).strip()


def _joined(lines: Iterable[_Line]) -> Iterator[Row]:
    """Rows on passages of some sentences of an article that follow each other, from sets of single sentences."""
    placed = sorted(((_place(line.document), line) for line in lines), key=lambda one: one[0])
    for article, of_article in groupby(placed, key=lambda one: one[0][0]):
        by_sentence = [[line for _, line in of] for _, of in groupby(of_article, key=lambda one: one[0])]
        for first in range(0, len(by_sentence), _JOINED_SENTENCES):
            group = by_sentence[first : first + _JOINED_SENTENCES]
            passage = " ".join(lines[0].passage for lines in group)
            start = 0
            for lines_of in group:
                for line in lines_of:
                    span = locate(line.question, line.passage, line.answer or "")
                    moved = None if span is None else Span(span.start + start, span.end + start)
                    yield Row(_JOINED, article, "", line.question, passage, line.answer, moved)
                start += len(lines_of[0].passage) + 1


def _place(document: str) -> tuple[str, int, int]:
    """Of which article a sentence is, and where it stands there."""
    match = _SENTENCE_ID.fullmatch(document)
    return (match[1], int(match[2]), int(match[3])) if match else (document, 0, 0)


def _drawn(name: str, documents: set[str]) -> list[str]:
    """The documents of a set that are kept aside."""
    order = sorted(documents, key=lambda one: blake2b(f"{name}/{one}".encode()).digest())
    return order[: max(1, round(_ASIDE * len(order)))]
