"""docs/troubleshooting.md and the errors that the code tells hold each other."""

import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from tests.command import ROOT, run_quotebot
from tests.reference.error_messages import anchor, told
from tests.reference.refusals import refusals

_ENTRY = re.compile(r'^#### <a id="(?P<anchor>[^"]*)"></a>`(?P<message>.+)`\n\n(?P<help>.+)$', re.MULTILINE)


@pytest.fixture(scope="module")
def entries() -> list[re.Match[str]]:
    """The entries of the page in order, each with its anchor, its message and the first line of what helps."""
    return list(_ENTRY.finditer((ROOT / "docs/troubleshooting.md").read_text(encoding="utf-8")))


def test_each_message_has_one_entry(entries: list[re.Match[str]]) -> None:
    """Each error that people are told has exactly one entry, by its exact words, and each entry is such an error's."""
    written = Counter(entry["message"] for entry in entries)
    assert written == Counter(chain(told(), refusals().values()))


def test_anchors_are_the_words_of_messages(entries: list[re.Match[str]]) -> None:
    """A link to an entry is made of its message alone, and leads to no other."""
    assert [entry["anchor"] for entry in entries] == [anchor(entry["message"]) for entry in entries]
    assert max(Counter(entry["anchor"] for entry in entries).values()) == 1


def test_help_names_the_page(tmp_path: Path) -> None:
    """Who asks the command for help is told where the errors are explained."""
    page = "docs/troubleshooting.md"
    assert f"\n  Every error, with its cause and what helps: {page}\n" in run_quotebot(tmp_path, "--help").stdout
    assert (ROOT / page).is_file()


def test_nothing_else_is_written_as_an_entry(entries: list[re.Match[str]]) -> None:
    """No heading of an entry has another form, by which it would be passed over here."""
    headings = re.findall(r"^####", (ROOT / "docs/troubleshooting.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(headings) == len(entries)
