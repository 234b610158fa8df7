"""Words of opposite meaning, which the vectors of a model hardly tell apart; English."""

from collections.abc import Iterable, Set
from functools import cache

from index.text.analysis import stems_of

# Of each line the words of one side are the opposite of those of the other; none that are said in other ways as well,
# as "last name" and "start and end".
_OPPOSITES = """
open opened opening reopened | close closed closing shut
rise rose risen increase increased grow grew grown | fall fell fallen decrease decreased decline declined drop dropped
win won | lose lost
buy bought purchase purchased | sell sold
arrive arrived arrival | leave left depart departed departure
enter entered entrance | exit exited
allow allowed permit permitted | forbid forbidden forbade ban banned prohibit prohibited
accept accepted approve approved | reject rejected refuse refused
build built construct constructed | demolish demolished destroy destroyed
born birth | die died death
oldest eldest | youngest newest
largest biggest greatest | smallest least
highest tallest | lowest shortest
longest | shortest
earliest | latest
fastest | slowest
maximum | minimum
strong stronger strongest | weak weaker weakest
hot hottest warm | cold coldest cool
rich richest | poor poorest
wide widest | narrow narrowest
deep deepest | shallow shallowest
upper | lower
inner internal | outer external
import imported | export exported
include included | exclude excluded
succeed succeeded success | fail failed failure
hire hired | fire fired dismissed
add added | remove removed
lock locked | unlock unlocked
connect connected | disconnect disconnected
enable enabled | disable disabled
install installed | uninstall uninstalled remove removed
legal | illegal
possible | impossible
advantage advantages | disadvantage disadvantages
"""


def having_opposites(stems: Iterable[str]) -> frozenset[str]:
    """Those of some stems of English that have an opposite."""
    return frozenset(_opposites().keys() & stems)


def opposes(asked: Set[str], said: Set[str]) -> bool:
    """Whether a text says the opposite of one of the words that are asked for; both as stems of English."""
    return any(not said.isdisjoint(_opposites().get(stem, frozenset())) for stem in asked)


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """The stems of opposites by stems."""
    found = dict[str, frozenset[str]]()
    for line in _OPPOSITES.strip().splitlines():
        one, other = (
            frozenset(stem for word in side.split() for stem in stems_of(word, "en")) for side in line.split("|")
        )
        for stem in one:
            found[stem] = found.get(stem, frozenset()) | (other - one)
        for stem in other:
            found[stem] = found.get(stem, frozenset()) | (one - other)
    return found
