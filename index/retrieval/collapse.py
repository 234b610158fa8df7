"""Copies of a passage in other articles of its story, so that they do not take the places of other passages."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from index.storage.rows import StoredPassage
from index.text.analysis import terms
from index.text.negation import count_negations
from index.text.numbers import find_numbers

_HELD = 0.9  # of a copy's words stand in the passage that it is a copy of


def collapse_near_duplicates(
    ranked: Sequence[StoredPassage], story: Callable[[StoredPassage], int], text: Callable[[StoredPassage], str]
) -> list[list[StoredPassage]]:
    """The passages in their order, each with its copies behind it: those of which it holds almost all.

    What says more than a passage before it, or denies what that says, is no copy, since it would be lost.
    """
    articles = defaultdict[int, set[int]](set)
    for passage in ranked:
        articles[story(passage)].add(passage.article)
    groups = list[list[StoredPassage]]()
    of_story = defaultdict[int, list[tuple[_Said, list[StoredPassage]]]](list)
    for passage in ranked:
        if len(articles[story(passage)]) == 1:
            groups.append([passage])
            continue
        said, known = _Said.by(text(passage)), of_story[story(passage)]
        for other, group in known:
            if passage.article != group[0].article and said.stands_in(other):
                group.append(passage)
                break
        else:
            groups.append([passage])
            known.append((said, groups[-1]))
    return groups


@dataclass(frozen=True, slots=True)
class _Said:
    words: frozenset[str]
    quantities: frozenset[Decimal]
    count_negations: int

    @classmethod
    def by(cls, text: str) -> Self:
        return cls(frozenset(terms(text)), find_numbers(text), count_negations(text))

    def stands_in(self, other: Self) -> bool:
        same = self.quantities <= other.quantities and self.count_negations == other.count_negations
        return same and len(self.words & other.words) >= _HELD * len(self.words)
