"""How far a question names the section that a passage is of, by its heading or version: "changes in 6.1"."""

from collections.abc import Set

from index.records import WITHIN
from index.retrieval.candidates import Candidate
from index.text.analysis import held_terms
from index.text.versions import find_versions

_ASKED_OF_WHOLE = 0.6  # of the question's words in title and headings


def section_match(asked: Set[str], versions: Set[str], covered: float, candidate: Candidate) -> float:
    """1 where a question has all words of one of the headings above a passage, or the version there, else 0.

    2 where it asks of the section as a whole and the passage opens that. `asked` are the words of the question's terms,
    `versions` the numbers of versions in it, and `covered` the share of its terms in title and headings.
    """
    if not _is_named(asked, versions, candidate):
        return 0.0
    return 2.0 if covered >= _ASKED_OF_WHOLE and _opens_section(candidate) else 1.0


def _is_named(asked: Set[str], versions: Set[str], candidate: Candidate) -> bool:
    heading = candidate.passage.heading
    if not heading:
        return False
    if versions and not versions.isdisjoint(find_versions(heading)):
        return True
    language = candidate.article.language
    above = (held_terms(part, language) for part in heading.split(WITHIN))
    return any(of and of <= asked for of in above)


def _opens_section(candidate: Candidate) -> bool:
    """Whether nothing but the heading stands before the passage."""
    last = candidate.passage.heading.rpartition(WITHIN)[2]
    start = candidate.passage.span.start
    return candidate.article.plain[max(0, start - 2 * len(last) - 10) : start].rstrip().endswith(last)
