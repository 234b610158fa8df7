"""Near-duplicates of a passage in other articles of its story, so that they do not take the room of other passages."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from index.storage.rows import StoredPassage
from index.text.facts import TextFacts


def collapse_near_duplicates(
    ranked: Sequence[StoredPassage],
    story: Callable[[StoredPassage], int],
    facts_of: Callable[[StoredPassage], TextFacts],
    least: float,
) -> list[list[StoredPassage]]:
    """The passages in their order, each with its near-duplicates behind it: those of whose words it holds most.

    `least` is the share of their words that it must hold. What says more than a passage before it, speaks of somebody
    or something else, or denies what that says, is none, since it would be lost.
    """
    articles = defaultdict[int, set[int]](set)
    for passage in ranked:
        articles[story(passage)].add(passage.article)
    groups = list[list[StoredPassage]]()
    of_story = defaultdict[int, list[tuple[TextFacts, list[StoredPassage]]]](list)
    for passage in ranked:
        if len(articles[story(passage)]) == 1:
            groups.append([passage])
            continue
        facts, known = facts_of(passage), of_story[story(passage)]
        for other, group in known:
            if passage.article != group[0].article and _stands_in(facts, other, least):
                group.append(passage)
                break
        else:
            groups.append([passage])
            known.append((facts, groups[-1]))
    return groups


def _stands_in(one: TextFacts, other: TextFacts, least: float) -> bool:
    if not one.numbers <= other.numbers or one.negations != other.negations:
        return False
    return len(one.terms & other.terms) >= least * len(one.terms) and not one.names_lacked_by(other)
