"""What every state store must do, whatever it keeps things in: a backend's tests inherit it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.service.records import (
    AskedQuestion,
    Complaint,
    Correction,
    ForumPost,
    QuotedMessage,
    ReviewedAnswer,
    SentMessage,
    SentQuote,
    ServerSettings,
)
from bot.service.retention import expire
from bot.service.state_store import SettingsChange, StateStore
from index.records import Span

NOON = datetime(2025, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
GUILD, CHANNEL, ADA, BEN = 1 << 60, 2 << 60, (1 << 63) - 1, 4
COLLECTION = f"{GUILD}/everyone"
THREAD = QuotedMessage("thread", 70, COLLECTION, 71, GUILD, 70, ADA, CHANNEL)
QUOTE = SentQuote("", "oil", 12, 40, "The price of oil rose.", (Span(12, 20), Span(30, 40)))

CORRECTIONS = (
    Correction("first", GUILD, "unquoted", COLLECTION, "oil", "The price of oil rose.", created=NOON),
    Correction("second", GUILD, "preferred", COLLECTION, "oil", created=NOON),
    Correction("third", GUILD, "superseded", "", "oil", "", COLLECTION, "gas", NOON),
)


def sent_message(sent_id: str = "first", **changes: Any) -> SentMessage:
    """An answer that Ada was given at noon, but for some changes."""
    asked = ("And oil?", "What did oil cost?", True, {"score": 0.5, "filters": ["news"]})
    answer = SentMessage(sent_id, "answer", GUILD, CHANNEL, ADA, False, *asked, (QUOTE,), None, NOON)
    return replace(answer, **changes)


def minutes(count: int) -> datetime:
    """A moment some minutes after noon."""
    return NOON + timedelta(minutes=count)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"))  # all that is storable
snowflakes = st.integers(0, (1 << 63) - 1)
offsets = st.integers(0, 10**9)
quotes = st.builds(
    SentQuote,
    texts,
    texts,
    offsets,
    offsets,
    texts,
    st.lists(st.builds(Span, offsets, offsets), max_size=3).map(tuple),
    texts,
    st.booleans(),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
sent_messages = st.builds(
    SentMessage,
    texts,
    st.sampled_from(["answer", "check", "search", "article", "sources"]),
    st.none() | snowflakes,
    snowflakes,
    snowflakes,
    st.booleans(),
    texts,
    texts,
    st.booleans(),
    st.dictionaries(texts, values, max_size=3),
    st.lists(quotes, max_size=3).map(tuple),
    st.none() | snowflakes,
    st.datetimes(timezones=st.just(UTC)),
    st.none() | snowflakes,
)


class StateStoreContract:
    """The tests of any store; a backend's own class gives a new and empty one as the fixture `state`."""

    @pytest.fixture
    async def state(self) -> StateStore:
        """A new and empty store."""
        raise NotImplementedError

    # Settings and facts

    async def test_settings(self, state: StateStore) -> None:
        """A server has the defaults until its settings are saved, and then the last ones saved."""
        chosen = ServerSettings((CHANNEL, 5), True, "own")
        assert await state.settings.of(GUILD) == ServerSettings((), False, "both")
        await state.settings.save(GUILD, ServerSettings(private=True))
        await state.settings.save(GUILD, chosen)
        assert await state.settings.of(GUILD) == chosen
        assert await state.settings.of(9) == ServerSettings()

    async def test_settings_are_changed_at_once(self, state: StateStore) -> None:
        """No change of a server's settings undoes another that comes at the same time, and each gives what it made."""

        def add(channel: int) -> SettingsChange:
            return lambda settings: replace(settings, channels=(*settings.channels, channel))

        changes = [state.settings.change(GUILD, add(number)) for number in range(10)]
        private = state.settings.change(GUILD, lambda settings: replace(settings, private=True))
        *made, _ = await asyncio.gather(*changes, private)
        kept = await state.settings.of(GUILD)
        assert (sorted(kept.channels), kept.private) == (list(range(10)), True)
        assert [number in settings.channels for number, settings in enumerate(made)] == [True] * 10

    async def test_settings_that_stay_are_not_kept(self, state: StateStore) -> None:
        """Of a server where nothing was chosen, nothing is kept after a change that changes nothing."""
        assert await state.settings.change(GUILD, lambda settings: settings) == ServerSettings()
        assert await state.servers() == set()

    async def test_facts(self, state: StateStore) -> None:
        """A fact is what was noted last under its name."""
        assert await state.facts.get("commands") is None
        await state.facts.set("commands", "old")
        await state.facts.set("commands", "new")
        assert await state.facts.get("commands") == "new"

    # Sent messages

    @settings(
        max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
    )
    @given(sent_messages)
    async def test_sent_message_comes_back_as_it_was(self, state: StateStore, sent: SentMessage) -> None:
        """Whatever was sent is given back equal, and gone once its asker is forgotten."""
        await state.sent_messages.add(sent)
        try:
            assert await state.sent_messages.get(sent.id) == sent
        finally:
            assert await state.forget_person(sent.asker) == 1
        assert await state.sent_messages.get(sent.id) is None

    async def test_a_message_becomes_of_another_kind(self, state: StateStore) -> None:
        """What is noted of a sent message later takes the place of what it was, and all of a kind are found."""
        for sent_id, at in (("second", minutes(1)), ("first", NOON), ("third", minutes(2))):
            await state.sent_messages.add(sent_message(sent_id, kind="uploading", created=at))
        await state.sent_messages.change("second", "added", {"collection": "1/everyone"})
        await state.sent_messages.change("unknown", "added", {})
        assert [sent.id for sent in await state.sent_messages.of_kind("uploading")] == ["first", "third"]
        changed = sent_message("second", kind="added", created=minutes(1), detail={"collection": "1/everyone"})
        assert await state.sent_messages.of_kind("added") == [changed]

    async def test_a_message_is_marked_once(self, state: StateStore) -> None:
        """Of several who note the same of a message at once one does; the rest of its detail stays, also afterwards."""
        detail = {"confidence": 0.1, "quotes": [{"name": "é"}]}
        await state.sent_messages.add(sent_message("first", detail=detail))
        marks = [state.sent_messages.mark("first", "shared") for _ in range(3)]
        assert sorted(await asyncio.gather(*marks)) == [False, False, True]
        assert await state.sent_messages.get("first") == sent_message("first", detail={**detail, "shared": True})
        assert await state.sent_messages.mark("first", "told")
        await state.sent_messages.unmark("first", "shared")
        assert await state.sent_messages.get("first") == sent_message("first", detail={**detail, "told": True})
        assert await state.sent_messages.mark("first", "shared")
        assert not await state.sent_messages.mark("unknown", "shared")

    async def test_unknown_is_none(self, state: StateStore) -> None:
        """Nothing is given for an id, a message or a person that the store does not know."""
        await state.sent_messages.set_message("first", 77)
        assert await state.sent_messages.get("first") is None
        assert await state.sent_messages.of_message(77) is None
        assert await state.sent_messages.last_answer(CHANNEL, ADA, minutes(-1)) is None
        assert await state.sent_messages.quotes("", "oil", ADA) == []

    async def test_time_comes_back_in_utc(self, state: StateStore) -> None:
        """A moment of another time zone is the same moment in UTC."""
        await state.sent_messages.add(sent_message(created=NOON.astimezone(timezone(timedelta(hours=5)))))
        kept = await state.sent_messages.get("first")
        assert kept is not None
        assert (kept.created, kept.created.tzinfo) == (NOON, UTC)

    async def test_lone_surrogates_are_replaced(self, state: StateStore) -> None:
        """A lone surrogate becomes U+FFFD, two that make a character that character, and what is around them stays."""
        quote = replace(QUOTE, text="a\udc00b", article="\ud800")
        asked = {"question": "a\ud800b\udfff", "context": "\ud83d\ude00"}
        await state.sent_messages.add(sent_message("\ud800", **asked, quotes=(quote,)))
        safe = replace(quote, text="a\ufffdb", article="\ufffd")
        expected = sent_message("\ufffd", question="a\ufffdb\ufffd", context="😀", quotes=(safe,))
        assert await state.sent_messages.get("\ud800") == expected
        assert await state.sent_messages.quotes("", "\ud800", ADA) == [safe]
        await state.facts.set("name", "\udc80")
        assert await state.facts.get("name") == "\ufffd"

    async def test_nul_is_replaced(self, state: StateStore) -> None:
        """NUL, which PostgreSQL has in no text, becomes U+FFFD wherever it is kept, but not in JSON."""
        asked = {"question": "a\0b", "detail": {"a\0": "\0"}}
        await state.sent_messages.add(sent_message("\0", **asked))
        kept = {"question": "a\ufffdb", "detail": {"a\0": "\0"}}
        assert await state.sent_messages.get("\0") == sent_message("\ufffd", **kept)
        await state.facts.set("name", "\0")
        assert await state.facts.get("name") == "\ufffd"

    async def test_message_shows_the_newest(self, state: StateStore) -> None:
        """A message of the chat that was changed to show something else is known for that."""
        await state.sent_messages.add(sent_message())
        await state.sent_messages.set_message("first", 77)
        assert await state.sent_messages.of_message(77) == sent_message(message=77)
        await state.sent_messages.add(sent_message("second", kind="sources", message=77))
        assert await state.sent_messages.of_message(77) == sent_message("second", kind="sources", message=77)

    async def test_last_answer_of_a_dialogue(self, state: StateStore) -> None:
        """The last answer is the newest of this person in this channel, and newer than the moment given."""
        await state.sent_messages.add(sent_message("newest", created=minutes(2)))
        await state.sent_messages.add(sent_message("older", created=minutes(1)))
        await state.sent_messages.add(sent_message("search", created=minutes(3), kind="search"))
        await state.sent_messages.add(sent_message("elsewhere", created=minutes(3), channel=8))
        await state.sent_messages.add(sent_message("bens", created=minutes(3), asker=BEN))
        newest = sent_message("newest", created=minutes(2))
        for since in (NOON, minutes(1)):
            assert await state.sent_messages.last_answer(CHANNEL, ADA, since) == newest
        assert await state.sent_messages.last_answer(CHANNEL, ADA, minutes(2)) is None

    async def test_last_answer_that_is_not_private(self, state: StateStore) -> None:
        """Where private answers are not wanted, the last one is the newest that all could see."""
        everybodys = sent_message("open", created=minutes(1), private=False)
        adas = sent_message("private", created=minutes(2), private=True)
        await state.sent_messages.add(everybodys)
        await state.sent_messages.add(adas)
        assert await state.sent_messages.last_answer(CHANNEL, ADA, NOON, private=False) == everybodys
        assert await state.sent_messages.last_answer(CHANNEL, ADA, NOON) == adas

    async def test_last_answer_before_another(self, state: StateStore) -> None:
        """The last answer until a moment is older than that."""
        for sent_id, at in (("first", NOON), ("second", minutes(1))):
            await state.sent_messages.add(sent_message(sent_id, created=at))
        found = [
            await state.sent_messages.last_answer(CHANNEL, ADA, minutes(-1), until=until)
            for until in (NOON, minutes(1), minutes(2))
        ]
        assert found == [None, sent_message(), sent_message("second", created=minutes(1))]

    async def test_answers_to_a_message(self, state: StateStore) -> None:
        """What a message of the chat asked for is found by it, the newest first, of equals the one added last."""
        for sent_id, at in (("second", minutes(1)), ("first", NOON), ("third", minutes(1))):
            await state.sent_messages.add(sent_message(sent_id, created=at, asked_by=CHANNEL))
        await state.sent_messages.add(sent_message("of another", asked_by=8))
        await state.sent_messages.add(sent_message("of none"))
        assert [sent.id for sent in await state.sent_messages.answers_to(CHANNEL)] == ["third", "second", "first"]
        assert await state.sent_messages.answers_to(9) == []

    async def test_a_sent_message_is_forgotten(self, state: StateStore) -> None:
        """One that is forgotten goes with its quotes and the votes on it, and no other does."""
        for sent_id in ("first", "second"):
            await state.sent_messages.add(sent_message(sent_id, asked_by=7, quotes=(replace(QUOTE, article=sent_id),)))
            await state.votes.cast(sent_id, BEN, True)
        await state.sent_messages.forget("first")
        await state.sent_messages.forget("unknown")
        assert [sent.id for sent in await state.sent_messages.answers_to(7)] == ["second"]
        assert await state.sent_messages.quotes("", "first", ADA) == []
        assert [await state.votes.count(sent_id) for sent_id in ("first", "second")] == [(0, 0), (1, 0)]

    async def test_quotes_give_each_span_once(self, state: StateStore) -> None:
        """The quotes of an article sent to a person come newest first, each span as it was sent last."""
        other = replace(QUOTE, start=0, end=9, text="Oil rose.", highlights=())
        newer = replace(QUOTE, text="The price of oil fell.")
        await state.sent_messages.add(sent_message("old", quotes=(QUOTE, other)))
        await state.sent_messages.add(sent_message("new", quotes=(newer,), created=minutes(1)))
        await state.sent_messages.add(sent_message("article", quotes=(replace(QUOTE, article="river"),)))
        await state.sent_messages.add(sent_message("collection", quotes=(replace(QUOTE, collection="own"),)))
        await state.sent_messages.add(sent_message("person", quotes=(replace(other, start=1),), asker=BEN))
        assert await state.sent_messages.quotes("", "oil", ADA) == [newer, other]

    async def test_cancelling_keeps_a_message_whole_or_not_at_all(self, state: StateStore) -> None:
        """Wherever a task is cancelled, what it did is kept whole or not at all, and others go on."""
        for steps in range(40):
            sent = sent_message(f"cancelled {steps}", quotes=(QUOTE,) * 3)
            task = asyncio.create_task(state.sent_messages.add(sent))
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await state.facts.set("steps", str(steps))
            assert await state.sent_messages.get(sent.id) in (sent, None)
        assert await state.facts.get("steps") == "39"

    # Quoted messages

    async def test_quoted_messages(self, state: StateStore) -> None:
        """A message is found by itself, its article and each place around it, for each article that it is in."""
        store, second = state.quoted_messages, replace(THREAD, message=72, author=BEN)
        alone = replace(THREAD, kind="message", place=72, message=72, agreed=True, notice=80, edited_at="2025-03-01")
        elsewhere = QuotedMessage("pins", 90, "3/channel-90", 91, 3, 90, BEN)
        await store.save([elsewhere, second, THREAD, alone])
        assert await store.every() == [THREAD, alone, second, elsewhere]
        assert await store.of_message(72) == [alone, second]
        assert await store.of_article(COLLECTION, "thread-70") == [THREAD, second]
        assert await store.of_article("3/channel-90", "thread-70") == []
        assert await store.of_channel(CHANNEL) == await store.of_channel(70) == [THREAD, alone, second]
        assert await store.of_channel(90) == await store.of_server(3) == [elsewhere]
        assert [one.url for one in await store.of_server(3)] == ["https://discord.com/channels/3/90/91"]

    async def test_a_quoted_message_changes(self, state: StateStore) -> None:
        """What is saved of a message takes the place of what was kept, and goes with its article alone."""
        store, alone = state.quoted_messages, replace(THREAD, kind="message", place=71)
        await store.save([THREAD, alone])
        await store.save([replace(alone, standing="edited")])
        assert await store.of_message(71) == [replace(alone, standing="edited"), THREAD]
        await store.forget(COLLECTION, "message-71")
        assert await store.every() == [THREAD]

    async def test_age_deletes_no_quoted_message(self, state: StateStore) -> None:
        """Neither what is kept too long nor what a person has deleted takes quoted messages; leaving a server does."""
        await state.quoted_messages.save([THREAD, replace(THREAD, guild=3, collection="3/everyone")])
        await state.purge(minutes(1_000_000))
        assert await state.forget_person(ADA) == 0
        assert await state.servers() == {GUILD, 3}
        await state.forget_server(GUILD)
        assert [one.guild for one in await state.quoted_messages.every()] == [3]

    # Corrections

    async def test_corrections(self, state: StateStore) -> None:
        """A server's corrections come back as they were, in the order of adding, until one is taken back."""
        other = Correction("other", 3, "preferred", "", "oil", created=NOON)
        for one in (*CORRECTIONS, other):
            await state.corrections.add(one)
        assert await state.corrections.of_server(GUILD) == list(CORRECTIONS)
        assert await state.corrections.remove(3, "first") is False
        assert await state.corrections.remove(GUILD, "first") is True
        assert await state.corrections.remove(GUILD, "first") is False
        assert await state.corrections.of_server(GUILD) == list(CORRECTIONS[1:])
        assert await state.corrections.of_server(3) == [other]

    async def test_one_standing_of_an_article(self, state: StateStore) -> None:
        """What is said of an article takes the place of what was said of it before in this server, of passages too."""
        for one in CORRECTIONS:
            await state.corrections.add(one)
        superseded = replace(CORRECTIONS[1], id="new", kind="superseded", newer_collection="", newer_article="gas")
        again = replace(CORRECTIONS[0], id="again")
        await state.corrections.add(replace(superseded, id="other", guild=3))
        await state.corrections.add(superseded)
        await state.corrections.add(again)
        assert await state.corrections.of_server(GUILD) == [CORRECTIONS[2], superseded, again]

    async def test_words_of_messages(self, state: StateStore) -> None:
        """No words of an article made of messages stay marked once it goes; what else is said of it stays."""
        marked = replace(CORRECTIONS[0], article="thread-70")
        preferred = replace(CORRECTIONS[1], article="thread-70")
        for one in (marked, preferred, CORRECTIONS[2]):
            await state.corrections.add(one)
        await state.quoted_messages.forget(COLLECTION, "thread-70")
        assert await state.corrections.of_server(GUILD) == [preferred, CORRECTIONS[2]]

    async def test_lone_surrogates_of_a_correction(self, state: StateStore) -> None:
        """A lone surrogate in what a passage says becomes U+FFFD."""
        await state.corrections.add(replace(CORRECTIONS[0], said="a\udc00b"))
        assert await state.corrections.of_server(GUILD) == [replace(CORRECTIONS[0], said="a\ufffdb")]

    async def test_corrections_stay_with_the_server(self, state: StateStore) -> None:
        """Corrections go with their server alone, whoever is forgotten and however old they are."""
        for one in (*CORRECTIONS, Correction("other", 3, "preferred", "", "oil", created=NOON)):
            await state.corrections.add(one)
        await state.purge(minutes(1_000_000))
        assert await state.forget_person(ADA) == 0
        assert await state.servers() == {GUILD, 3}
        await state.forget_server(GUILD)
        assert (await state.corrections.of_server(GUILD), await state.servers()) == ([], {3})

    # Votes

    async def test_one_vote_a_person(self, state: StateStore) -> None:
        """A person has one vote on a sent message, which they may change."""
        await state.sent_messages.add(sent_message())
        await state.sent_messages.add(sent_message("second"))
        assert await state.votes.count("first") == (0, 0)
        assert await state.votes.cast("first", ADA, True) == (1, 0)
        assert await state.votes.cast("first", BEN, True) == (2, 0)
        assert await state.votes.cast("first", ADA, False) == (1, 1)
        assert await state.votes.cast("first", ADA, False) == (1, 1)
        assert await state.votes.count("first") == (1, 1)
        assert await state.votes.count("second") == (0, 0)

    async def test_vote_on_what_is_gone(self, state: StateStore) -> None:
        """A vote on something forgotten counts nowhere and is not kept."""
        await state.sent_messages.add(sent_message("bens", asker=BEN))
        assert await state.votes.cast("gone", ADA, True) == (0, 0)
        assert await state.votes.count("bens") == (0, 0)
        assert await state.forget_person(ADA) == 0

    async def test_votes_at_the_same_time(self, state: StateStore) -> None:
        """Of votes that come at once none is lost, and each is told counts of its own."""
        await state.sent_messages.add(sent_message())
        counts = await asyncio.gather(*(state.votes.cast("first", person, person % 5 > 0) for person in range(50)))
        assert sorted(up + down for up, down in counts) == list(range(1, 51))
        assert await state.votes.count("first") == (40, 10)

    async def test_complaints(self, state: StateStore) -> None:
        """Why somebody voted down stays with that vote, until they complain of something else or vote up."""

        async def complaints() -> list[Complaint]:
            return [one for answer in await state.reviews.those(GUILD, ["first"]) for one in answer.complaints]

        wrong, old = Complaint("wrong", "It rose\ud800 in May."), Complaint("old")
        await state.sent_messages.add(sent_message())
        assert await state.votes.cast("first", ADA, False) == (0, 1)
        assert await complaints() == []
        assert await state.votes.cast("first", ADA, False, wrong) == (0, 1)
        assert await state.votes.cast("first", BEN, False, Complaint("unclear")) == (0, 2)
        assert await state.votes.cast("first", ADA, False) == (0, 2)
        assert await complaints() == [Complaint("unclear"), Complaint("wrong", "It rose\ufffd in May.")]
        await state.votes.cast("first", ADA, False, old)
        assert await complaints() == [Complaint("unclear"), old]
        assert await state.votes.cast("first", ADA, True) == (1, 1)
        await state.votes.cast("first", ADA, False)
        assert await complaints() == [Complaint("unclear")]
        assert await state.votes.cast("gone", ADA, False, old) == (0, 0)
        assert await state.forget_person(BEN) == 1
        assert await complaints() == []

    # Reviews

    async def test_unanswered(self, state: StateStore) -> None:
        """The questions without an answer are those of one server, as they were understood, newest first."""
        await state.sent_messages.add(sent_message("too old", answered=False, created=minutes(-1)))
        await state.sent_messages.add(sent_message("old", answered=False, detail={"confidence": 0.25}))
        await state.sent_messages.add(sent_message("new", answered=False, context="Who?", created=minutes(1)))
        await state.sent_messages.add(sent_message("answered"))
        await state.sent_messages.add(sent_message("written", answered=False, detail={"written": "answer-1"}))
        await state.sent_messages.add(sent_message("thanks", answered=False, context=""))
        for kind in ("search", "check"):
            await state.sent_messages.add(sent_message(kind, answered=False, kind=kind))
        await state.sent_messages.add(sent_message("elsewhere", answered=False, guild=3))
        await state.sent_messages.add(sent_message("direct", answered=False, guild=None))
        old = ReviewedAnswer("old", "What did oil cost?", CHANNEL, False, False, 0.25, NOON, (QUOTE,))
        new = replace(old, id="new", question="Who?", confidence=0.0, created=minutes(1))
        assert await state.reviews.unanswered(GUILD, NOON) == [new, old]
        assert await state.reviews.those(GUILD, ["old", "gone", "elsewhere", "new"]) == [old, new]
        assert await state.reviews.those(GUILD, []) == []
        (written,) = await state.reviews.those(GUILD, ["written"])
        assert written == replace(old, id="written", confidence=0.0, written=True)

    async def test_voted_down(self, state: StateStore) -> None:
        """Answers that somebody voted down are given with all votes on them, whoever else voted up."""
        for number, sent_id in enumerate(("up", "both", "down", "none")):
            await state.sent_messages.add(sent_message(sent_id, created=minutes(number), private=sent_id == "down"))
        for sent_id, person, up in (("up", ADA, True), ("both", ADA, False), ("both", BEN, True), ("down", BEN, False)):
            await state.votes.cast(sent_id, person, up)
        both = ReviewedAnswer("both", "What did oil cost?", CHANNEL, False, True, 0.0, minutes(1), (QUOTE,), 1, 1)
        down = replace(both, id="down", private=True, created=minutes(2), up=0)
        assert await state.reviews.voted_down(GUILD, NOON) == [down, both]
        assert await state.reviews.voted_down(GUILD, minutes(2)) == [down]
        assert await state.reviews.voted_down(3, NOON) == []

    async def test_quoting(self, state: StateStore) -> None:
        """Answers that quote are those that answer, not those with the closest passages, nor courtesies."""
        other = replace(QUOTE, article="river")
        await state.sent_messages.add(sent_message(quotes=(QUOTE, other)))
        await state.sent_messages.add(sent_message("closest", answered=False))
        await state.sent_messages.add(sent_message("nothing", quotes=()))
        (found,) = await state.reviews.quoting(GUILD, NOON)
        assert (found.id, found.quotes) == ("first", (QUOTE, other))

    # Questions

    async def test_questions(self, state: StateStore) -> None:
        """Questions come from wherever they were asked, the oldest first, with what was quoted and the votes."""
        detail = {"stages": {"encode": 3.5, "search": 20}, "total_ms": 31.25}
        other = replace(QUOTE, article="river")
        await state.sent_messages.add(sent_message("own", detail=detail, quotes=(QUOTE, other, QUOTE)))
        of_nobody = sent_message("web", kind="web", guild=None, created=minutes(2), answered=False, detail={})
        await state.sent_messages.add(replace(of_nobody, asker=0))
        checked = sent_message("check", kind="check", guild=3, created=minutes(1), question="", context="", quotes=())
        await state.sent_messages.add(checked)
        await state.sent_messages.add(sent_message("search", kind="search", created=minutes(3)))
        complaint = Complaint("wrong", "It rose.")
        await state.votes.cast("own", ADA, False, complaint)
        await state.votes.cast("own", BEN, True)
        await state.votes.cast("web", BEN, False)
        quoted, stages = (("", "oil"), ("", "river")), {"encode": 3.5, "search": 20}
        asked = AskedQuestion("answer", "What did oil cost?", True, NOON, quoted, stages, 31.25, 1, 1, (complaint,))
        third = AskedQuestion("web", "What did oil cost?", False, minutes(2), down=1)
        assert await state.questions.since(NOON) == [asked, AskedQuestion("check", "", True, minutes(1)), third]
        assert await state.questions.since(minutes(2)) == [third]
        assert await state.questions.since(minutes(3)) == []

    # Posts

    async def test_forum_posts(self, state: StateStore) -> None:
        """A post is kept as it was last; those of a forum that are solved come newest first, and go with it."""
        store, first = state.forum_posts, ForumPost(7, GUILD, 70, ADA, "Pump?")
        others = [ForumPost(8, GUILD, 70, BEN, "Valve\ud800?", True), ForumPost(9, GUILD, 71, BEN, "Oil?", True)]
        for post in (first, *others):
            await store.save(post)
        assert await store.get(7) == first
        assert await store.get(6) is None
        await store.save(replace(first, solved=True, title="The pump?"))
        kept = [replace(others[0], title="Valve\ufffd?"), replace(first, solved=True, title="The pump?")]
        assert await store.solved(70, 5) == kept
        assert await store.solved(70, 1) == kept[:1]
        await store.forget(8)
        assert await store.solved(70, 5) == kept[1:]
        await store.forget(70)
        assert [await store.get(thread) for thread in (7, 8, 9)] == [None, None, others[1]]

    async def test_forum_posts_are_forgotten(self, state: StateStore) -> None:
        """The posts of a person go when they are forgotten, those of a server with it, and by no age."""
        posts = [
            ForumPost(7, GUILD, 70, ADA, "Pump?"),
            ForumPost(8, GUILD, 70, BEN, "?"),
            ForumPost(9, 3, 71, BEN, "?"),
        ]
        for post in posts:
            await state.forum_posts.save(post)
        assert await state.purge(minutes(1)) == 0
        assert await state.servers() == {GUILD, 3}
        assert await state.forget_person(ADA) == 1
        assert [await state.forum_posts.get(post.thread) for post in posts] == [None, *posts[1:]]
        await state.forget_server(GUILD)
        assert await state.servers() == {3}
        assert await state.forum_posts.get(8) is None

    # Forgetting

    async def test_servers_of_which_anything_is_kept(self, state: StateStore) -> None:
        """The servers are those with settings or with anything sent, direct messages aside."""
        await state.settings.save(1, ServerSettings())
        await state.sent_messages.add(sent_message("in a server", guild=2))
        await state.sent_messages.add(sent_message("direct", guild=None))
        assert await state.servers() == {1, 2}

    async def test_forget_person(self, state: StateStore) -> None:
        """A person's votes go, and what was sent to them with its quotes and the votes of others, and nothing else."""
        await state.sent_messages.add(sent_message())
        await state.sent_messages.add(sent_message("bens", asker=BEN))
        for sent_id, person in [("first", ADA), ("first", BEN), ("bens", ADA), ("bens", BEN)]:
            await state.votes.cast(sent_id, person, True)
        assert await state.forget_person(ADA) == 3
        assert await state.sent_messages.get("first") is None
        assert await state.sent_messages.quotes("", "oil", ADA) == []
        assert await state.votes.count("first") == (0, 0)
        assert await state.sent_messages.get("bens") == sent_message("bens", asker=BEN)
        assert await state.votes.count("bens") == (1, 0)
        assert await state.forget_person(ADA) == 0
        assert await state.forget_person(BEN) == 2  # and not the vote on what was Ada's

    async def test_forget_server(self, state: StateStore) -> None:
        """All that is kept of a server goes, and what other servers and direct messages have stays."""
        for sent_id, guild in {"first": GUILD, "other": 3, "direct": None}.items():
            await state.sent_messages.add(sent_message(sent_id, guild=guild))
            await state.votes.cast(sent_id, BEN, True)
        for guild in (GUILD, 3):
            await state.settings.save(guild, ServerSettings(private=True))
            await state.facts.set(f"digest:{guild}", "noon")
        await state.forget_server(GUILD)
        assert [await state.facts.get(f"digest:{guild}") for guild in (GUILD, 3)] == [None, "noon"]
        assert await state.settings.of(GUILD) == ServerSettings()
        assert await state.settings.of(3) == ServerSettings(private=True)
        assert await state.servers() == {3}
        assert await state.sent_messages.get("first") is None
        counts = [await state.votes.count(sent_id) for sent_id in ("first", "other", "direct")]
        assert counts == [(0, 0), (1, 0), (1, 0)]
        assert await state.sent_messages.get("direct") == sent_message("direct", guild=None)

    async def test_purge(self, state: StateStore) -> None:
        """What is older than a moment goes with its quotes and votes."""
        for count in range(3):
            await state.sent_messages.add(sent_message(str(count), created=minutes(count)))
            await state.votes.cast(str(count), BEN, False)
        assert await state.purge(minutes(2)) == 2
        assert [await state.sent_messages.get(sent_id) for sent_id in ("0", "1")] == [None, None]
        assert await state.sent_messages.get("2") == sent_message("2", created=minutes(2))
        assert [await state.votes.count(sent_id) for sent_id in ("0", "1", "2")] == [(0, 0), (0, 0), (0, 1)]
        assert await state.purge(minutes(2)) == 0

    async def test_clock_that_jumps(self, state: StateStore) -> None:
        """What may no longer be kept goes once two readings of the clock in a row say so, never since one was ahead."""
        month, year = timedelta(days=30), timedelta(days=365)
        await state.sent_messages.add(sent_message())
        assert await expire(state, NOON + 5 * year, month) == 0
        assert await expire(state, NOON, month) == 0
        assert await expire(state, NOON + 5 * year, month) == 0
        assert await expire(state, NOON - 50 * year, month) == 0
        assert await state.sent_messages.get("first") == sent_message()
        assert await expire(state, NOON + month, month) == 0
        assert await expire(state, NOON + month + timedelta(hours=1), month) == 0
        assert await expire(state, NOON + month + timedelta(hours=2), month) == 1

    # Claims

    async def test_one_alone_takes_a_claim(self, state: StateStore) -> None:
        """Of many who ask at once for the same it is true for one, of another thing for another, and later for none."""
        taken = await asyncio.gather(*(state.claims.take(key) for key in ("a", "b") * 10))
        assert (taken[::2].count(True), taken[1::2].count(True)) == (1, 1)
        assert not await state.claims.take("a")
        assert await state.claims.take_all(("c", "a", "d")) == {"c", "d"}
        assert await state.claims.take_all(()) == set()

    async def test_claims_are_forgotten_by_age(self, state: StateStore) -> None:
        """What was taken is forgotten once it is older than a moment, and no sooner; hourly what is a day old."""
        assert await state.claims.take("a")
        await state.claims.forget(datetime.now(UTC) - timedelta(hours=1))
        assert not await state.claims.take("a")
        for hours in (24, 24):  # by the earlier of two readings of the clock
            await expire(state, datetime.now(UTC) + timedelta(hours=hours), timedelta(days=30))
        assert await state.claims.take("a")

    async def test_one_alone_holds_a_right(self, state: StateStore) -> None:
        """While somebody holds a right nobody else does, and whoever comes after them does again."""
        async with state.claims.held("a") as first, state.claims.held("a") as second, state.claims.held("b") as other:
            assert (bool(first), bool(second), bool(other)) == (True, False, True)
        async with state.claims.held("a") as again:
            assert again
