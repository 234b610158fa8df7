"""A folder of all formats is taken in but for what cannot be read, and no file takes long or much memory."""

from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path

import pytest

from index.files.data_folder import DataFolder
from index.ingest.readers.base import File, Problem, ReaderOptions
from index.ingest.readers.conversion import Conversions, decode_article
from index.storage.library import Library
from tests.index.conftest import MAX_BYTES, Sync
from tests.index.ingest.broken_files import BROKEN
from tests.index.ingest.mixed_files import MAKERS, deflated, docx_members, packed, pdf_of, text_of, vast, vtt


def test_what_cannot_be_read_is_named(data_folder: DataFolder, articles: Path, run_sync: Sync) -> None:
    """Of 1,000 files each of fifty is named with its reason, and all others are in."""
    good = {articles / f"file-{number:03}{ending}": make for number, (ending, make) in enumerate(_good())}
    for number, (path, make) in enumerate(good.items()):
        path.write_bytes(make(text_of(number)))
    for name, (data, _) in BROKEN.items():
        (articles / name).write_bytes(data)
    assert (len(good), len(BROKEN)) == (950, 50)
    outcome = run_sync()
    bad, others = _parted(outcome.problems, good)
    told = [(Path(problem.path).name, _reason(problem)) for problem in bad]
    assert sorted(told) == sorted((name, reason) for name, (_, reason) in BROKEN.items())
    assert [problem for problem in others if problem.kind.is_loss] == []
    with Library.open(data_folder) as library:
        assert {Path(source.path or "") for _, source in library.articles.sources()} == set(good)


_BOMBS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "zeros.docx": (
        lambda: vast("word/document.xml", 1024, _but("word/document.xml")),
        "unpacks to more than 128 MB of text with its markup (word/document.xml: 1,073.7 MB); split it",
    ),
    "zeros.zip": (
        lambda: vast("zeros.txt", 256, {}),
        "zeros.txt: would become 229 times as large when unpacked, as no document does; leave it out",
    ),
    "nested.zip": (
        lambda: packed({"a.zip": packed({"b.zip": vast("zeros.txt", 64, {})})}),
        "a.zip/b.zip/zeros.txt: would become 229 times as large when unpacked, as no document does; leave it out",
    ),
    "many.zip": (
        lambda: packed({f"{number}.txt": "x" for number in range(20_001)}),
        "holds more than 20,000 files; pack them in several archives",
    ),
    "stream.pdf": (
        lambda: pdf_of(deflated(1024), b"/Filter [/FlateDecode /FlateDecode]"),
        "ended the program that reads it; it is damaged, or needs too much memory: save it anew",
    ),
    "laughs.xml": (
        lambda: f"{_laughs()}<mediawiki>&j;</mediawiki>".encode(),
        "declares entities, which may hide anything; take its <!DOCTYPE ...> out",
    ),
    "laughs.docx": (
        lambda: packed(docx_members("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", _laughs())),
        "declares entities in its XML, which are not read; save it anew",
    ),
    "cells.csv": (
        lambda: b"\n".join([b"x," * 999 + b"x"] * 1000),
        "is a table of more than 250,000 cells; split it, or leave columns out",
    ),
    "paragraphs.docx": (
        lambda: packed(docx_members("<w:p/>" * 3_000_000)),
        "has more than 500,000 paragraphs, with those that are empty; split it",
    ),
    "nested.html": (
        lambda: b"<div>" * 500_000,
        "is nested too deeply to be read; save it anew with less around its text",
    ),
}


@pytest.mark.parametrize("name", _BOMBS)
def test_a_bomb_is_refused(name: str, articles: Path, run_sync: Sync) -> None:
    """What would become vast when it is read is refused with its reason, and the file behind it is read."""
    make, reason = _BOMBS[name]
    (articles / name).write_bytes(make())
    (articles / "zzz.vtt").write_bytes(vtt(text_of(1)))
    outcome = run_sync()
    assert (outcome.added, [_reason(problem) for problem in outcome.problems]) == (1, [reason])


def test_what_takes_too_long_is_given_up(articles: Path) -> None:
    """A file that takes longer than it may is named, the process that read it ends, and the next file is read."""
    slow, quick = articles / "slow.html", articles / "quick.vtt"
    slow.write_bytes(b"<p>" * 1_500_000)
    quick.write_bytes(vtt(text_of(1)))
    options = ReaderOptions(MAX_BYTES)
    with Conversions(seconds=5) as conversions:
        given_up = list(conversions.references("html.page", _file(slow), options))
        assert given_up == [Problem(str(slow), "takes longer than 5 seconds to be read; make it smaller, or split it")]
        (reference,) = conversions.references("subtitles", _file(quick), options)
        assert not isinstance(reference, Problem)
        assert text_of(1).paragraphs[0] in decode_article(conversions.read(reference)).plain


def _good() -> list[tuple[str, Callable[..., bytes]]]:
    return [(ending, make) for ending, (make, count) in MAKERS.items() for _ in range(count)]


def _parted(problems: Iterable[Problem], good: Container[Path]) -> tuple[list[Problem], list[Problem]]:
    """The problems of files that are not good, and those of others."""
    every = list(problems)
    return [one for one in every if Path(one.path) not in good], [one for one in every if Path(one.path) in good]


def _reason(problem: Problem) -> str:
    return problem.reason if problem.line is None else f"line {problem.line}: {problem.reason}"


def _but(name: str) -> dict[str, str | bytes]:
    return {part: data for part, data in docx_members("").items() if part != name}


def _laughs() -> str:
    first = '<!ENTITY a "ha ha ha ha ha ha ha ha ha ha">'
    others = "".join(f'<!ENTITY {chr(98 + step)} "{f"&{chr(97 + step)};" * 10}">' for step in range(9))
    return f"<!DOCTYPE x [{first}{others}]>"


def _file(path: Path) -> File:
    return File(path, path, path.stem, path.name)
