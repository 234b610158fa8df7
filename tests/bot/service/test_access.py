"""Nobody reads what is not for them."""

from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.service.access import SHARED, CollectionScope, RequestScope, may_use, parse_scope, readable
from bot.service.records import CollectionChoice, SentMessage

IDS = st.integers(1, 6)
COLLECTION_SCOPES = st.one_of(
    IDS.map(lambda guild: CollectionScope(guild, "everyone", guild)),
    st.builds(CollectionScope, IDS, st.sampled_from(["channel", "role"]), IDS),
)
REQUEST_SCOPES = st.builds(
    RequestScope, IDS, st.none() | IDS, st.lists(IDS, min_size=1, max_size=2).map(tuple), st.frozensets(IDS, max_size=4)
)
CHOICES = st.sampled_from(get_args(CollectionChoice))
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
def test_names_tell_whose_a_collection_is(one: CollectionScope) -> None:
    """The name of a collection tells for whom it is."""
    assert parse_scope(one.name) == one


@pytest.mark.parametrize("name", [SHARED, *HOSTILE])
def test_other_names_are_nobodys(name: str) -> None:
    """What is not written exactly as a collection's name is none."""
    assert parse_scope(name) is None


@given(st.from_regex(r"\d{1,3}/(everyone|(channel|role)-\d{1,3})") | st.text())
@example("007/everyone")
@example("1/role-02")
@example("\u0661/everyone")
def test_a_collection_has_one_name(name: str) -> None:
    """No two names stand for one collection."""
    one = parse_scope(name)
    assert one is None or one.name == name


@given(st.lists(COLLECTION_SCOPES, unique=True), REQUEST_SCOPES, CHOICES, st.booleans())
def test_nobody_reads_another_servers_articles(
    all_of_them: list[CollectionScope], scope: RequestScope, choice: CollectionChoice, private: bool
) -> None:
    """Of servers' collections, only those of the server that is asked in are read, wherever and by whomever."""
    names_read = readable([SHARED, *(one.name for one in all_of_them)], scope, choice, private)
    own = [one for name in names_read if (one := parse_scope(name))]
    assert {one.guild for one in own} <= ({scope.guild} if scope.guild is not None else set())


@given(st.lists(COLLECTION_SCOPES, unique=True), REQUEST_SCOPES, CHOICES, st.booleans())
def test_readers_and_places(
    all_of_them: list[CollectionScope], scope: RequestScope, choice: CollectionChoice, private: bool
) -> None:
    """A channel's collection is read in the channel, a role's by its members in private, everyone's by everyone."""
    names = [SHARED, *(one.name for one in all_of_them)]
    expected = [SHARED] if scope.guild is None or choice in ("both", "shared") else []
    for one in all_of_them if choice in ("both", "own") else ():
        in_channel = one.kind == "channel" and one.id in scope.channels
        as_member = one.kind == "role" and private and one.id in scope.roles
        if one.guild == scope.guild and (one.kind == "everyone" or in_channel or as_member):
            expected.append(one.name)
    assert readable(names, scope, choice, private) == expected


@given(st.lists(COLLECTION_SCOPES, unique=True), REQUEST_SCOPES, CHOICES)
def test_roles_are_for_private_answers(
    all_of_them: list[CollectionScope], scope: RequestScope, choice: CollectionChoice
) -> None:
    """An answer that others see is never of what is limited to a role."""
    names_read = readable([one.name for one in all_of_them], scope, choice, private=False)
    assert [name for name in names_read if "role" in name] == []


@given(st.lists(COLLECTION_SCOPES), IDS, st.frozensets(IDS), CHOICES, st.booleans())
def test_direct_messages_read_what_is_shared(
    all_of_them: list[CollectionScope], person: int, roles: frozenset[int], choice: CollectionChoice, private: bool
) -> None:
    """In a direct message only the shared collection is read."""
    scope = RequestScope(person, None, (1,), roles)
    assert readable([SHARED, *(one.name for one in all_of_them)], scope, choice, private) == [SHARED]


@pytest.mark.parametrize("name", HOSTILE)
def test_other_names_are_never_read(name: str) -> None:
    """What is no collection's name is read by nobody."""
    scope = RequestScope(1, 1, (1, 2), frozenset({1, 2}))
    assert readable([name], scope, "both", private=True) == []


@given(st.none() | IDS, st.none() | IDS, IDS, IDS, IDS, IDS, st.booleans())
def test_buttons_are_used_where_they_were_sent(
    sent_guild: int | None, guild: int | None, sent_channel: int, channel: int, asker: int, person: int, private: bool
) -> None:
    """A button works in its server, or outside of any; there, and where it is private, for the asker alone."""
    sent = SentMessage("a", "answer", sent_guild, sent_channel, asker, private)
    is_there, is_theirs = sent_guild == guild, asker == person or (guild is not None and not private)
    assert may_use(sent, RequestScope(person, guild, (channel, sent_channel), frozenset())) == (is_there and is_theirs)
