"""docs/troubleshooting.md and the errors that the code tells hold each other."""

from collections import Counter
from pathlib import Path

from tests.command import ROOT, run_quotebot
from tests.reference.error_messages import anchor
from tests.reference.troubleshooting import PAGE, differences, entries


def test_each_message_has_one_entry() -> None:
    """Each error that people are told has exactly one entry, by its exact words, and each entry is such an error's."""
    assert list(differences()) == []


def test_anchors_are_the_words_of_messages() -> None:
    """A link to an entry is made of its message alone, and leads to no other."""
    written = entries()
    assert [entry.anchor for entry in written] == [anchor(entry.message) for entry in written]
    assert max(Counter(entry.anchor for entry in written).values()) == 1


def test_nothing_else_is_written_as_an_entry() -> None:
    """No heading of an entry has another form, by which it would be passed over here."""
    headings = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("####")]
    assert len(headings) == len(entries())


def test_help_names_the_page(tmp_path: Path) -> None:
    """Who asks the command for help is told where the errors are explained."""
    name = PAGE.relative_to(ROOT).as_posix()
    assert f"\n  Every error, with its cause and what helps: {name}\n" in run_quotebot(tmp_path, "--help").stdout
