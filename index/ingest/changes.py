"""What is new or changed in the sources, by what the library knows of them, before any article is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.ingest.readers.base import ArticleReference, Problem
from index.ingest.readers.files import list_articles, list_files

Known = Mapping[tuple[str, bytes], str]
"""For the path and digest of each article of a library its id."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The articles that are to be read, and what is left as it is."""

    references: tuple[ArticleReference, ...]
    """The articles that are new or have changed."""
    unchanged: Mapping[str, str]
    """For the id of each article that is as it was its path."""
    known: Known
    signatures: Mapping[str, str]
    """Of the files of the sources by their paths, those that have changed just now aside."""
    problems: tuple[Problem, ...]
    """Files and folders that cannot be read; their articles stay as they were last read."""


def find_changes(sources: Sequence[Path], max_bytes: int, known: Known, signatures: Mapping[str, str]) -> Changes:
    """Compares the sources with what is known: files by their signatures, and articles of the others by their digests.

    `signatures` are those of the files all of whose articles are known, by their paths.
    """
    references, problems = dict[tuple[str, bytes], ArticleReference](), list[Problem]()
    present, same = dict[str, str](), set[str]()
    for file in list_files(sources):
        if isinstance(file, Problem):
            problems.append(file)
            continue
        path, signature = str(file.path), file.signature(max_bytes)
        if signature is not None:
            present[path] = signature
            if signatures.get(path) == signature:
                same.add(path)
                continue
        for article in list_articles(file, max_bytes):
            if isinstance(article, Problem):
                problems.append(article)
            else:
                references.setdefault((article.path, article.digest), article)
    return Changes(
        tuple(reference for key, reference in references.items() if key not in known),
        {article: key[0] for key, article in known.items() if key[0] in same or key in references},
        known,
        present,
        tuple(problems),
    )
