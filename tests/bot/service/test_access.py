"""Nobody reads what is not for them."""

from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.service.access import SHARED, CollectionScope, RequestScope, collection_scope, readable
from bot.service.records import CollectionChoice

IDS = st.integers(1, 6)
AUDIENCES = st.one_of(
    IDS.map(lambda guild: CollectionScope(guild, "everyone", guild)),
    st.builds(CollectionScope, IDS, st.sampled_from(["channel", "role"]), IDS),
)
PLACES = st.builds(
    RequestScope, IDS, st.none() | IDS, st.lists(IDS, min_size=1, max_size=2).map(tuple), st.frozensets(IDS, max_size=4)
)
SHOWN = st.sampled_from(get_args(CollectionChoice))
HOSTILE = [
    "shared",
    "1",
    "1/",
    "/everyone",
    "1/everyone ",
    "1/everyone\n",
    " 1/everyone",
    "1/Everyone",
    "1/everyone/..",
    "../1/everyone",
    "1/../2/everyone",
    "1/role-",
    "1/role-x",
    "1/role--1",
    "-1/everyone",
    "1/channel-2/articles",
    "1/user-2",
    f"{'1' * 21}/everyone",
    "1\\everyone",
    "1/everyone\x00",
]


@given(
    st.builds(
        CollectionScope, st.integers(0, 10**20 - 1), st.sampled_from(["channel", "role"]), st.integers(0, 10**20 - 1)
    )
)
@example(CollectionScope(1, "everyone", 1))
def test_names_tell_whose_a_collection_is(whose: CollectionScope) -> None:
    """The name of a collection tells for whom it is."""
    assert collection_scope(whose.name) == whose


@pytest.mark.parametrize("name", [SHARED, *HOSTILE])
def test_other_names_are_nobodys(name: str) -> None:
    """What is not written exactly as a collection's name is none."""
    assert collection_scope(name) is None


@given(st.from_regex(r"\d{1,3}/(everyone|(channel|role)-\d{1,3})") | st.text())
@example("007/everyone")
@example("1/role-02")
@example("\u0661/everyone")
def test_a_collection_has_one_name(name: str) -> None:
    """No two names stand for one collection."""
    whose = collection_scope(name)
    assert whose is None or whose.name == name


@given(st.lists(AUDIENCES, unique=True), PLACES, SHOWN, st.booleans())
def test_nobody_reads_another_servers_articles(
    all_of_them: list[CollectionScope], place: RequestScope, shown: CollectionChoice, private: bool
) -> None:
    """Of servers' collections, only those of the server that is asked in are read, wherever and by whomever."""
    found = readable([SHARED, *(whose.name for whose in all_of_them)], place, shown, private)
    own = [whose for name in found if (whose := collection_scope(name))]
    assert {whose.guild for whose in own} <= ({place.guild} if place.guild is not None else set())


@given(st.lists(AUDIENCES, unique=True), PLACES, SHOWN, st.booleans())
def test_readers_and_places(
    all_of_them: list[CollectionScope], place: RequestScope, shown: CollectionChoice, private: bool
) -> None:
    """A channel's collection is read in the channel, a role's by its members in private, everyone's by everyone."""
    names = [SHARED, *(whose.name for whose in all_of_them)]
    expected = [SHARED] if place.guild is None or shown in ("both", "shared") else []
    for whose in all_of_them if shown in ("both", "own") else ():
        in_channel = whose.kind == "channel" and whose.id in place.channels
        as_member = whose.kind == "role" and private and whose.id in place.roles
        if whose.guild == place.guild and (whose.kind == "everyone" or in_channel or as_member):
            expected.append(whose.name)
    assert readable(names, place, shown, private) == expected


@given(st.lists(AUDIENCES, unique=True), PLACES, SHOWN)
def test_roles_are_for_private_answers(
    all_of_them: list[CollectionScope], place: RequestScope, shown: CollectionChoice
) -> None:
    """An answer that others see is never of what is limited to a role."""
    found = readable([whose.name for whose in all_of_them], place, shown, private=False)
    assert [name for name in found if "role" in name] == []


@given(st.lists(AUDIENCES), IDS, st.frozensets(IDS), SHOWN, st.booleans())
def test_direct_messages_read_what_is_shared(
    all_of_them: list[CollectionScope], person: int, roles: frozenset[int], shown: CollectionChoice, private: bool
) -> None:
    """In a direct message only the shared collection is read."""
    place = RequestScope(person, None, (1,), roles)
    assert readable([SHARED, *(whose.name for whose in all_of_them)], place, shown, private) == [SHARED]


@pytest.mark.parametrize("name", HOSTILE)
def test_other_names_are_never_read(name: str) -> None:
    """What is no collection's name is read by nobody."""
    place = RequestScope(1, 1, (1, 2), frozenset({1, 2}))
    assert readable([name], place, "both", private=True) == []
