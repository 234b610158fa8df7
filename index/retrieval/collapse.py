"""Near-duplicates of a passage in other articles of its story, so that they do not take the room of other passages."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from index.text.facts import TextFacts


def collapse_near_duplicates(
    ranked: Sequence[int],
    articles: Sequence[int],
    stories: Sequence[int],
    facts_of: Callable[[int], TextFacts],
    least: float,
) -> list[list[int]]:
    """The passages in their order, each with its near-duplicates behind it: those of whose words it holds most.

    Passages are named by their places in `articles` and `stories`, which hold the number of each one's. `least` is the
    share of their words that they must hold. What says more than a passage before it, speaks of somebody or something
    else, or denies what that says, is none, since it would be lost.
    """
    if len(set(stories)) == len(set(articles)):  # each article tells a story of its own
        return [[place] for place in ranked]
    articles_of = defaultdict[int, set[int]](set)
    for place in ranked:
        articles_of[stories[place]].add(articles[place])
    groups = list[list[int]]()
    of_story = defaultdict[int, list[tuple[TextFacts, list[int]]]](list)
    for place in ranked:
        if len(articles_of[stories[place]]) == 1:
            groups.append([place])
            continue
        facts, known = facts_of(place), of_story[stories[place]]
        for other, group in known:
            if articles[place] != articles[group[0]] and _stands_in(facts, other, least):
                group.append(place)
                break
        else:
            groups.append([place])
            known.append((facts, groups[-1]))
    return groups


def _stands_in(one: TextFacts, other: TextFacts, least: float) -> bool:
    if not one.numbers <= other.numbers or one.negations != other.negations:
        return False
    return len(one.terms & other.terms) >= least * len(one.terms) and not one.names_lacked_by(other)
