"""Zip files: each file in them as its format has it; and what Notion, Confluence and Slack export as such."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from index.ingest.readers.article_tables import TableFile
from index.ingest.readers.base import EmptyError, Problem, ProblemKind, ReaderOptions, UnreadableError, WithheldError
from index.ingest.readers.converting import PACKAGE, Converter, reason_of
from index.ingest.readers.exports.slack import USERS, Day, Users, read_day, read_users, slack_articles
from index.ingest.readers.files import SUFFIXES, converter_of, reader_of
from index.ingest.readers.folders import FOREIGN
from index.ingest.readers.member_files import Allowance, Member, Members, in_memory
from index.json_decoding import from_json
from index.records import Article

_DEEPEST = 2  # archives in an archive in an archive
_MAX_ENDINGS = 8
_MAX_REASONS = 3  # why nothing in an archive is read
_NOTION_ID = re.compile(r"[ _-][0-9a-f]{32}(?:_all(?=\.csv$)|(?=[/.]|$))")
_ALL_ROWS = "_all.csv"  # how Notion ends the name of a whole table, beside the one of those in view
_CONFLUENCE = "styles/site.css"
_ATTACHMENTS = "attachments"
_CHANNELS = "channels.json"


@dataclass(frozen=True, slots=True)
class _Inside:
    """An archive that is read: the file that it is in, its place there, and what may still be unpacked."""

    file: TableFile
    allowance: Allowance
    place: str = ""
    within: str = ""
    """What stands in front of the names of what is in it."""
    depth: int = 0

    def problem(self, member: str, reason: str, kind: ProblemKind = ProblemKind.UNREADABLE) -> Problem:
        """What is wrong with a file in it, or with itself."""
        where = "/".join(filter(None, (self.place, member)))
        where = where if where.isprintable() else repr(where)
        return Problem(str(self.file.path), f"{where}: {reason}" if where else reason, kind=kind)


def convert(path: Path, name: str, options: ReaderOptions) -> Iterator[Article | Problem]:
    """See Converter."""
    with path.open("rb") as opened:
        yield from _as_a_whole(_articles(opened, _Inside(TableFile(path, name, options), Allowance())), path)


def _as_a_whole(found: Iterator[Article | Problem], path: Path) -> Iterator[Article | Problem]:
    """What is found in an archive; files that say nothing are worth a note, or all that there is to be told of it."""
    is_read, silent = False, list[Problem]()
    for one in found:
        if isinstance(one, Problem) and one.kind == ProblemKind.EMPTY:
            silent.append(one)
        else:
            is_read = is_read or not isinstance(one, Problem) or one.kind != ProblemKind.NOTE
            yield one
    if is_read:
        yield from (replace(one, kind=ProblemKind.NOTE) for one in silent)
        return
    reasons = [one.reason for one in silent[:_MAX_REASONS]] or ["holds no files that are read"]
    more = [f"and {len(silent) - _MAX_REASONS:,} more"] if len(silent) > _MAX_REASONS else []
    yield Problem(str(path), "; ".join((*reasons, *more)), kind=ProblemKind.EMPTY)


def _articles(opened: IO[bytes], inside: _Inside) -> Iterator[Article | Problem]:
    members = Members(opened, inside.allowance)
    by_path = {member.path: member for member in members.all}
    if not by_path:
        yield inside.problem("", "holds no files; pack it anew", ProblemKind.EMPTY)
    elif USERS in by_path and _CHANNELS in by_path:
        yield from _slack(members, by_path, inside)
    else:
        yield from _files(members, by_path, inside)


def _files(members: Members, by_path: Mapping[str, Member], inside: _Inside) -> Iterator[Article | Problem]:
    kept = [member for path, member in by_path.items() if not _is_beside(path, by_path)]
    names, others = _names([member.path for member in kept]), Counter[str]()
    are_parts = all(member.path.lower().endswith(".zip") for member in kept)  # as Notion parts what is large
    for member in kept:
        suffix = PurePosixPath(member.path).suffix.lower()
        if suffix not in SUFFIXES:
            others[suffix or "without an ending"] += 1
            continue
        try:
            data = members.read(member)
            if not data:
                yield inside.problem(member.path, "is empty", ProblemKind.EMPTY)
            elif suffix == ".zip":
                yield from _nested(data, member.path, "" if are_parts else names[member.path], inside)
            else:
                yield from _member(data, member.path, names[member.path], inside)
        except UnreadableError as error:
            yield inside.problem(member.path, str(error))
    if others:
        yield inside.problem("", _not_read(others), ProblemKind.EMPTY)


def _nested(data: bytes, path: str, name: str, inside: _Inside) -> Iterator[Article | Problem]:
    """The articles of an archive in an archive. Raises UnreadableError."""
    if inside.depth == _DEEPEST:
        raise UnreadableError("is an archive in too many others; unpack those around it")
    place, within = "/".join(filter(None, (inside.place, path))), f"{inside.within}{name}/" if name else inside.within
    yield from _articles(BytesIO(data), replace(inside, place=place, within=within, depth=inside.depth + 1))


def _member(data: bytes, path: str, name: str, inside: _Inside) -> Iterator[Article | Problem]:
    """The articles of a file in an archive, which goes by a name there."""
    file = inside.file
    name = f"{file.name}/{inside.within}{name}"
    with in_memory(_without_ids(path), data) as opened:
        try:
            for one in _converted(opened, data, name, file.options):
                if isinstance(one, Article):
                    yield replace(one, source=replace(one.source, path=str(file.path)))
                else:
                    where = path if one.line is None else f"{path}, line {one.line}"
                    yield inside.problem(where, one.reason, one.kind)
        except WithheldError as withheld:
            yield inside.problem(path, str(withheld), ProblemKind.WITHHELD)
        except EmptyError as empty:
            yield inside.problem(path, str(empty), ProblemKind.EMPTY)
        except Exception as error:  # whatever one file does to a library, the others are read
            yield inside.problem(path, reason_of(error))


def _converted(path: Path, data: bytes, name: str, options: ReaderOptions) -> Iterator[Article | Problem]:
    if converter := converter_of(path, options):
        convert: Converter = import_module(f"{PACKAGE}.{converter}").convert
        yield from convert(path, name, options)
        return
    reader = reader_of(path)
    for reference in reader.references(path, name, options.max_bytes):
        if isinstance(reference, Problem):
            yield reference
            continue
        line = int(reference.name) if reference.name != name else None
        try:
            yield reader.article(data[reference.offset : reference.offset + reference.length], reference)
        except WithheldError as withheld:
            yield Problem("", str(withheld), line, ProblemKind.WITHHELD)
        except UnreadableError as error:
            yield Problem("", str(error), line)


def _slack(members: Members, by_path: Mapping[str, Member], inside: _Inside) -> Iterator[Article | Problem]:
    """The articles of the channels that everybody of a workspace may read."""
    channels = {one.get("name") for one in _json_list(members.read(by_path[_CHANNELS]))}
    days, problems = list[Day](), list[Problem]()
    for path in sorted(by_path):
        channel, _, day = path.partition("/")
        if channel in channels and day.endswith(".json"):
            try:
                found = read_day(_json_list(members.read(by_path[path])), channel)
            except UnreadableError as error:
                problems.append(inside.problem(path, str(error)))
            else:
                days += [found] if found else []
    users = Users()
    try:
        users = read_users(members.read(by_path[USERS]))
    except UnreadableError as error:
        problems.append(inside.problem(USERS, f"{error}; people go by their ids until then", ProblemKind.FIELD))
    yield from problems
    if not channels:
        yield inside.problem(_CHANNELS, "names no channels; export it anew", ProblemKind.EMPTY)
    elif days or not problems:
        yield from slack_articles(days, users, inside.file)


def _json_list(data: bytes) -> list[dict[str, object]]:
    """A list of objects. Raises UnreadableError where it is none."""
    try:
        return from_json(data, list[dict[str, object]])
    except msgspec.DecodeError as error:
        raise UnreadableError(f"is not what Slack exports ({error}); export it anew") from None


def _is_beside(path: str, by_path: Mapping[str, Member]) -> bool:
    """Whether a file is none of those that people write: of a program's folder, or beside the pages of an export."""
    folder, _, name = path.rpartition("/")
    if name.endswith(".csv") and f"{path.removesuffix('.csv')}{_ALL_ROWS}" in by_path:
        return True
    if not FOREIGN.isdisjoint(folder.split("/")):
        return True
    root = folder.split(f"/{_ATTACHMENTS}")[0] if f"/{_ATTACHMENTS}" in f"/{folder}" else folder
    is_confluence = f"{root}/{_CONFLUENCE}".lstrip("/") in by_path
    return is_confluence and (name == "index.html" or root != folder)


def _names(paths: Sequence[str]) -> Mapping[str, str]:
    """For each path of a file what it goes by: that without its ending and an id, unless several have that."""
    names, left = dict[str, str](), list(paths)
    for name in (lambda path: os.path.splitext(_without_ids(path))[0], _without_ids, str):
        found = {path: name(path) for path in left}
        counts = Counter(found.values())
        names |= found
        left = [path for path in left if counts[found[path]] > 1]
    return names


def _without_ids(path: str) -> str:
    """A path without what Notion puts behind each name."""
    return _NOTION_ID.sub("", path)


def _not_read(others: Counter[str]) -> str:
    named = ", ".join(f"{count} {ending}" for ending, count in others.most_common(_MAX_ENDINGS))
    more = f" and {len(others) - _MAX_ENDINGS} other endings" if len(others) > _MAX_ENDINGS else ""
    files = "1 file in it is" if others.total() == 1 else f"{others.total():,} files in it are"
    return f"{files} of no format that is read: {named}{more}"
