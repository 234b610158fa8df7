"""What of the files that a server gave was left out and why, kept beside its articles for who asks."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot.service.records import Refusal
from index.files.data_folder import DataFolder
from index.storage.library import Library

if TYPE_CHECKING:
    from index.ingest.readers.base import Problem

_FILE = "left-out.json"
_UPLOADS, _EACH = 10, 100  # that are kept: the newest uploads, and refusals of each


class LeftOut(msgspec.Struct, frozen=True):
    """What the newest uploads were refused, by their keys; and what could not be used of articles that are there."""

    refused: dict[str, list[Refusal]] = {}
    standing: list[Refusal] = []

    def listed(self) -> list[Refusal]:
        """All of it, the newest first, and what is still so last."""
        return [*chain.from_iterable(reversed(self.refused.values())), *self.standing]


def read_left_out(folder: Path) -> LeftOut:
    """What is known of a collection; nothing where nothing is, or it is damaged."""
    try:
        return msgspec.json.decode((folder / _FILE).read_bytes(), type=LeftOut)
    except (OSError, msgspec.DecodeError):
        return LeftOut()


def note_refused(folder: Path, key: str, given: Collection[str], refused: Sequence[Refusal]) -> None:
    """Notes what an upload was refused, in place of what was refused of files of the same names.

    What could not be used of an article is none of that: it is told as long as it is there.
    """
    refused = [_kept(one) for one in refused if one.key != "library-warning"]
    known, given = read_left_out(folder), {*given, *(one.values.get("name", "") for one in refused)}
    others = {
        other: [one for one in each if one.values.get("name") not in given]
        for other, each in known.refused.items()
        if other != key
    }
    kept = {other: each for other, each in (others | {key: refused[:_EACH]}).items() if each}
    _write(folder, msgspec.structs.replace(known, refused=dict(list(kept.items())[-_UPLOADS:])))


def note_standing(folder: Path, refusals: Sequence[Refusal]) -> None:
    """Notes what of the articles that are there could not be used."""
    _write(folder, msgspec.structs.replace(read_left_out(folder), standing=list(map(_kept, refusals[:_EACH]))))


def standing(data_folder: DataFolder, problems: Iterable["Problem"]) -> list[Refusal]:
    """What could not be used of articles that are there, each by its title, and of files by their names."""
    problems = [one for one in problems if one.kind != "source"]
    if not problems:
        return []
    with Library.open(data_folder) as library:
        titles = {source.path: source.title for _, source in library.articles.sources()}
    return [
        Refusal("library-warning", {"title": titles[one.path], "reason": one.reason})
        if one.path in titles
        else Refusal("library-unreadable", {"name": Path(one.path).name, "reason": one.reason})
        for one in problems
    ]


def _kept(refusal: Refusal) -> Refusal:
    """A refusal as it can be kept: a name may hold half of a character, which JSON has no way to write."""
    return Refusal(refusal.key, {name: said.encode(errors="replace").decode() for name, said in refusal.values.items()})


def _write(folder: Path, left_out: LeftOut) -> None:
    if left_out == read_left_out(folder):
        return
    draft = folder / f"{_FILE}.draft"
    draft.write_bytes(msgspec.json.encode(left_out))
    draft.replace(folder / _FILE)
