"""Subtitles (SRT, WebVTT): what is said, in paragraphs, with the time of each caption."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from pysubs2 import SSAFile
from pysubs2.exceptions import Pysubs2Error

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.decoding import decode
from index.ingest.readers.document import Document, PlacedAt, TextBlock, make_article
from index.records import Article, Locator

_PAUSE = 2000  # milliseconds without words, after which a paragraph begins
_LONG = 400  # characters, behind which a paragraph ends with the sentence
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_SPEAKER = re.compile(r"(?:-\s|>>|[^\W\d_][\w .'-]{0,30}:\s)")


class _Caption(NamedTuple):
    start: int  # milliseconds, as `end`
    end: int
    text: str


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article]:
    """See Converter."""
    text = decode(path.read_bytes())
    try:
        captions = list(_captions(SSAFile.from_string(text, format_=path.suffix.lower()[1:])))
    except Pysubs2Error as error:
        raise UnreadableError(f"holds no captions: {error}") from None
    yield make_article(Document(tuple(map(_paragraph, _paragraphs(captions)))), str(path), name, path.stem)


def _captions(file: SSAFile) -> Iterator[_Caption]:
    """What is said, each line once: captions that roll repeat the lines before."""
    shown: list[str] = []
    for event in sorted(file, key=lambda event: event.start):
        lines = [" ".join(line.split()) for line in event.plaintext.splitlines() if line.strip()]
        fresh = [line for line in lines if line not in shown]
        shown = lines
        if fresh:
            yield _Caption(event.start, event.end, " ".join(fresh))


def _paragraphs(captions: Iterable[_Caption]) -> Iterator[list[_Caption]]:
    paragraph: list[_Caption] = []
    for caption in captions:
        if paragraph and _begins(caption, paragraph):
            yield paragraph
            paragraph = []
        paragraph.append(caption)
    if paragraph:
        yield paragraph


def _begins(caption: _Caption, before: list[_Caption]) -> bool:
    """Whether a paragraph begins with a caption: somebody else speaks, or the one before is complete or long ago."""
    if _SPEAKER.match(caption.text) or caption.start - before[-1].end > _PAUSE:
        return True
    return bool(_SENTENCE_END.search(before[-1].text)) and sum(len(one.text) for one in before) > _LONG


def _paragraph(captions: list[_Caption]) -> TextBlock:
    text, places = "", list[PlacedAt]()
    for caption in captions:
        text += " " if text else ""
        places.append(PlacedAt(len(text), _locator(caption.start // 1000)))
        text += caption.text
    return TextBlock("paragraph", text, places=tuple(places))


def _locator(seconds: int) -> Locator:
    return Locator("time", str(timedelta(seconds=seconds)), seconds)
