"""Subtitles are read as what is said, in paragraphs with their times, and by whom."""

from pathlib import Path

import pytest

from index.records import Article
from tests.index.ingest.readers.articles import NO_TEXT, only, read, save

SRT = """1
00:00:01,000 --> 00:00:03,500
{\\an8}<i>The mill</i> opened
in 1921 &amp; closed

2
00:00:03,500 --> 00:00:05,000
in 1930.

3
00:00:09,000 --> 00:00:11,000
It is a museum today.
"""
VTT = """WEBVTT - How the mill works

STYLE
::cue { color: red }

NOTE The sound is bad here,
at 00:01.000 --> 00:02.000

intro
00:00:01.000 --> 00:00:03.000 align:start
<v Ann Lee>Tea &amp; cake cost
{3} <b>euros</b>,</v>

second
00:03.000 --> 00:05.000
<v.loud Ann Lee>or <00:00:04.000><c.yellow>four &lt;EUR&gt;</c>.

101:00:06.000 --> 101:00:08.000
<v Bob Hill>Thanks.
<v Ann Lee>You are welcome.

NOTE
the end
"""


def _places(article: Article) -> list[tuple[str, str]]:
    """Give each place's time with what begins there."""
    assert article.reading is not None
    places = article.reading.places
    ends = [*(place.start for place in places[1:]), len(article.plain)]
    return [
        (place.locator.label, article.plain[place.start : end].strip()) for place, end in zip(places, ends, strict=True)
    ]


def test_srt(tmp_path: Path) -> None:
    """Captions that go on with each other are one paragraph, without marks, and a pause begins another."""
    article = only(save(tmp_path / "the-old-mill.srt", SRT))
    assert article.plain == "The mill opened in 1921 & closed in 1930.\n\nIt is a museum today."
    assert _places(article) == [
        ("0:00:01", "The mill opened in 1921 & closed"),
        ("0:00:03", "in 1930."),
        ("0:00:09", "It is a museum today."),
    ]
    assert article.source.title == "the old mill"


def test_webvtt(tmp_path: Path) -> None:
    """A voice stands before what it says where the speaker changes; notes, styles, names of cues and tags are out."""
    article = only(save(tmp_path / "a.vtt", VTT))
    assert article.plain == (
        "Ann Lee: Tea & cake cost {3} euros, or four <EUR>.\n\nBob Hill: Thanks.\n\nAnn Lee: You are welcome."
    )
    assert [time for time, _ in _places(article)] == ["0:00:01", "0:00:03", "101:00:06"]


def test_line_breaks_of_windows(tmp_path: Path) -> None:
    """The line breaks of a file make no difference."""
    (unix,) = read(save(tmp_path / "a.vtt", VTT))
    (windows,) = read(save(tmp_path / "a.vtt", VTT.replace("\n", "\r\n")))
    assert isinstance(unix, Article)
    assert isinstance(windows, Article)
    assert unix.reading == windows.reading


def test_captions_that_roll(tmp_path: Path) -> None:
    """A line that stays while the next appears is said once."""
    rolling = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne.\n\n00:02.000 --> 00:03.000\nOne.\nTwo.\n"
    assert only(save(tmp_path / "a.vtt", rolling)).plain == "One. Two."


@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
def test_file_without_captions(tmp_path: Path, name: str) -> None:
    """A file that says nothing is refused with the reason."""
    (reason,) = read(save(tmp_path / name, "nothing\n"))
    assert str(reason).endswith(f": {NO_TEXT}")
