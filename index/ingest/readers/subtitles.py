"""Subtitles (SRT, WebVTT): what is said, in paragraphs, with the time of each caption."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pysubs2 import SSAEvent, SSAFile
from pysubs2.exceptions import Pysubs2Error

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.decoding import read_text
from index.ingest.readers.document import Document, PlacedAt, TextBlock, make_article
from index.records import Article, Locator

_PAUSE = 2000  # milliseconds without words, after which a paragraph begins
_LONG = 400  # characters, behind which a paragraph ends with the sentence
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*\Z")
_SPEAKER = re.compile(r"(?:-\s|>>|[^\W\d_][\w .'-]{0,30}:\s)")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|\Z)")  # blocks of WebVTT that are not shown
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]*)>")
_TAG = re.compile(r"</?[a-z\d][^<>]*>|</>", re.IGNORECASE)  # those that tell the time of a word too


class _Caption(NamedTuple):
    start: int  # milliseconds, as `end`
    end: int
    speaker: str  # as WebVTT names who speaks; empty where nobody is named
    text: str


class _Line(NamedTuple):
    speaker: str
    text: str


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article]:
    """See Converter."""
    text = read_text(path).replace("\r\n", "\n").replace("\r", "\n")
    try:
        captions = list(_captions(text, path.suffix.lower() == ".vtt"))
    except (Pysubs2Error, ValueError) as error:
        raise UnreadableError(f"is not as {path.suffix} files are ({error}); export it anew") from None
    yield make_article(Document(tuple(_blocks(captions))), str(path), name, path.stem)


def _blocks(captions: Iterable[_Caption]) -> Iterator[TextBlock]:
    before = ""
    for paragraph in _paragraphs(captions):
        speaker = paragraph[0].speaker
        yield _paragraph(paragraph, is_turn=bool(speaker) and speaker != before)
        before = speaker


def _captions(text: str, is_vtt: bool) -> Iterator[_Caption]:
    """What is said, each line once: captions that roll repeat the lines before."""
    if is_vtt:
        text = "\n\n".join(block for block in _BLANK_LINES.split(text) if not _ASIDE.match(block))
    file = SSAFile.from_string(text, format_="vtt" if is_vtt else "srt", keep_html_tags=is_vtt)
    shown: list[_Line] = []
    for event in sorted(file, key=lambda event: event.start):
        lines = list(_voiced(event) if is_vtt else _plain(event))
        fresh = [line for line in lines if line not in shown]
        shown = lines
        for speaker, spoken in groupby(fresh, key=lambda line: line.speaker):
            yield _Caption(event.start, event.end, speaker, " ".join(line.text for line in spoken))


def _plain(event: SSAEvent) -> Iterator[_Line]:
    for line in event.plaintext.splitlines():
        if said := _one_line(line):
            yield _Line("", said)


def _voiced(event: SSAEvent) -> Iterator[_Line]:
    """The lines of a caption in WebVTT, without its tags; it ends with a blank line, whatever follows."""
    speaker = ""
    for line in _BLANK_LINES.split(event.text.replace("\\N", "\n"))[0].split("\n"):
        first, *voices = _VOICE.split(line)
        for name, text in ((speaker, first), *zip(voices[::2], voices[1::2], strict=True)):
            speaker = _one_line(name)
            if said := _one_line(_TAG.sub("", text)):
                yield _Line(speaker, said)


def _one_line(text: str) -> str:
    return " ".join(unescape(text).split())


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
    last = before[-1]
    if _SPEAKER.match(caption.text) or caption.speaker != last.speaker or caption.start - last.end > _PAUSE:
        return True
    return bool(_SENTENCE_END.search(last.text)) and sum(len(one.text) for one in before) > _LONG


def _paragraph(captions: list[_Caption], is_turn: bool) -> TextBlock:
    """What somebody says, with the name in front where it is their turn."""
    text, places = "", list[PlacedAt]()
    for caption in captions:
        text += " " if text else ""
        places.append(PlacedAt(len(text), Locator("time", _time(caption.start), caption.start // 1000)))
        text += caption.text if text or not is_turn else f"{caption.speaker}: {caption.text}"
    return TextBlock("paragraph", text, places=tuple(places))


def _time(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
