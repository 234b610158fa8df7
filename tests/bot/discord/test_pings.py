"""Nobody is pinged by what people or articles say, and nothing of it looks like a mention."""

import json
from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState
from index.files.data_folder import DataFolder
from tests.bot.discord.conftest import World
from tests.bot.discord.markdown import render
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.settings_form import set_in, settings_view
from tests.bot.discord.test_admin import new_server
from tests.discord_server import DiscordServer, Message, Ping, Upload, posting
from tests.discord_server.messages import COMPONENTS_V2, walk

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

LIKE_MENTIONS = frozenset({"mention", "command", "silent", "emoji", "customEmoji", "sound", "place", "timestamp"})
PIECES = (
    "@everyone",
    "@here",
    "<@{user}>",
    "<@!{user}>",
    "<@&{role}>",
    "<#{channel}>",
    "</ask:1>",
    "<:a:1>",
    "@silent",
)
BREAKING = (
    "\\",
    "`",
    "```",
    "*",
    "**",
    "||",
    "[",
    "](",
    "\n",
    "\n> ",
    "\u200b",
    "\u202e",
    "\u2028",
    "e\u0301",
    "\U0001f600",
)
ALONE = (
    "@everyone",
    "@here @everyone",
    "<@{user}>",
    "<@!{user}> why?",
    "<@&{role}>",
    "<#{channel}>",
    "</ask:{user}>",
    "\\@everyone",
    "\\\\@everyone \\\\<@{user}>",
    "@\u200beveryone",
    "\u200b@everyone\u200b",
    "<\u200b@{user}>",
    "<@\u200b{user}>",
    "@\u202eenoyreve",
    "@every\u00adone",
    "```@everyone```",
    "`@everyone` ` <@{user}>",
    "```\n<@{user}>\n",
    "> @everyone\n> <@&{role}>",
    "||@here||",
    "**@everyone** *<@{user}>* __<@&{role}>__",
    "[@everyone](https://a.example) [<@{user}>](https://a.example/<@{user}>)",
    "](https://a.example) @everyone [",
    "<https://a.example/@everyone>",
    "-# @everyone\n# <@{user}>",
    "@silent @everyone",
    "<:everyone:{user}> :smile: <a:b:{user}>",
    "<t:1700000000:R> <id:guide>",
    "\uff20everyone \ufe6b" + "here",
    "\r@everyone\r\n<@{user}>",
    "Who rang <@{user}> and <@&{role}> in @everyone's name over the old bridge?",
    "@here " * 333,
    "<@{user}>" * 60,
)


def hostile(world: World) -> list[str]:
    """Texts that try to ping a member, a role or everyone: written ones, and some put together at random."""
    role = next((role for role in world.guild.roles.values() if role.name == "crew"), None)
    role = role or world.guild.add_role("crew")
    texts_tried = list(ALONE)

    @seed(20250214)
    @settings(max_examples=8, database=None, phases=[Phase.generate])
    @given(st.lists(st.sampled_from([*PIECES, *BREAKING]) | st.text(max_size=4), min_size=2, max_size=12))
    def collect(parts: list[str]) -> None:
        texts_tried.append("".join(parts))

    collect()
    ids = {"{user}": world.carmen.id, "{role}": role.id, "{channel}": world.general.id}
    for name, an_id in ids.items():
        texts_tried = [text.replace(name, str(an_id)) for text in texts_tried]
    return [text for text in dict.fromkeys(texts_tried) if text.strip()]


def check(message: Message, allowed: Sequence[str] = ()) -> None:
    """Hold an answer to be one, in words, without anything like a mention but those that the bot writes itself."""
    assert message.flags & COMPONENTS_V2
    assert message.text.strip() != ""
    assert "Something went wrong" not in message.text
    for part in walk(message.components):
        text = part.get("content", "")
        for own in allowed:
            text = text.replace(own, "")
        assert LIKE_MENTIONS.intersection(render(text).markup) == set(), text


def differs(before: Message) -> bool:
    """Whether a message was edited since."""
    return before.now.buttons != before.buttons


def check_all(world: World) -> None:
    """Hold the bot to have pinged nobody, and to have sent nothing that Discord would not take."""
    assert world.discord.pings == []
    world.discord.check_bodies()


async def test_a_ping_is_seen() -> None:
    """A body without allowed_mentions must count as a ping of all whom it names."""
    discord = DiscordServer()
    guild = discord.add_guild("Beta")
    person, role, channel = discord.add_person("dora"), guild.add_role("crew"), guild.add_channel("general")
    guild.join(person)
    text = f"@everyone {person.mention} {role.mention}"
    first = posting.post(discord, channel, discord.bot, {"content": text}, [])
    posting.post(discord, channel, discord.bot, {"content": text, "allowed_mentions": {"parse": []}}, [])
    assert discord.pings == [Ping(first.id, channel.id, (person.id,), (role.id,), True, text)]


async def test_questions_ping_nobody(world: World) -> None:
    """No question may make the bot mention anybody, and each must be answered."""
    for text in hostile(world):
        response = await world.bob.slash(world.general, "ask", question=text[:2000])
        check(await response.message())
    check_all(world)


async def test_messages_ping_nobody(world: World) -> None:
    """No message to the bot may make it mention anybody, not even in a follow-up, which repeats the question before."""
    for where, texts in ((world.general, hostile(world)), (world.bob.dm, hostile(world)[::6])):
        for text in texts:
            written = await world.bob.say(where, text, mention_bot=True)
            check(await world.discord.reply_to(written))
        written = await world.bob.say(where, "And why was that?", mention_bot=True)
        check(await world.discord.reply_to(written))
    for text in hostile(world)[:3]:
        for question in (f"Who closed the bridge, {text}?", "And why was that?"):
            check(await world.discord.reply_to(await world.bob.say(world.general, question, mention_bot=True)))
    check_all(world)


async def test_shared_answers_ping_nobody(world: World) -> None:
    """No question, publisher or language that is asked for may make the bot mention anybody when all are shown it."""
    for text in hostile(world)[::4]:
        question = f"How many people has El Salvador jailed since 2022? {text}"[:2000]
        answer = await (await world.bob.slash(world.general, "ask", question=question, private=True)).message()
        check(answer)
        if any(button.label == "Show everyone" for button in answer.buttons):
            check(await (await world.bob.click(answer, "Show everyone")).next_message())
        for name in ("source", "language"):
            limited = await world.bob.slash(world.general, "ask", question="Who?", **{name: text[:100]})
            check(await limited.message())
    check_all(world)


async def test_searches_ping_nobody(world: World) -> None:
    """No query and no filter may make the bot mention anybody."""
    for number, text in enumerate(hostile(world)):
        filters = [{"query": "bridge", "source": text}, {"query": "bridge", "after": text}]
        for options in ({"query": f"bridge {text}"[:2000]}, filters[number % 2]):
            check(await (await world.bob.slash(world.general, "search", **options)).message())
    check_all(world)


async def test_titles_that_are_typed_ping_nobody(world: World) -> None:
    """No title that is typed may make the bot mention anybody, be there such an article or not."""
    for text in hostile(world):
        await world.bob.autocomplete(world.general, "article", title=text[:100])
        if text[:100].strip():
            check(await (await world.bob.slash(world.general, "article", title=text[:100])).message())
    check_all(world)


async def test_checked_messages_ping_nobody(world: World) -> None:
    """No message that is checked for sources may make the bot mention anybody."""
    for text in hostile(world):
        written = await world.carmen.say(world.general, text)
        for menu in ("Find sources", "Ask about this"):
            check(await (await world.bob.use_message_command(world.general, menu, written)).message())
    check_all(world)


async def test_where_a_person_alone_installed_the_bot(world: World) -> None:
    """No text that is asked or pointed to in a server or a group without the bot may make it mention anybody."""
    dora = world.discord.add_person("dora")
    dora.install()
    away = world.discord.add_guild("Away", with_bot=False)
    away.join(dora)
    hall, group = away.add_channel("hall"), world.discord.add_private(dora, world.bob, name="club")
    for number, text in enumerate(hostile(world)[::2]):
        where = (hall, group)[number % 2]
        check(await (await dora.slash(where, "ask", question=text[:2000], private=False)).message())
        check(await (await dora.slash(where, "search", query=f"bridge {text}"[:2000])).message())
        written = await dora.say(where, text)
        for menu in ("Find sources", "Ask about this"):
            check(await (await dora.use_message_command(where, menu, written)).message())
    check(await (await dora.slash(hall, "help")).message(), [f"<@{world.discord.bot_user_id}>"])
    check_all(world)


def article(number: int, text: str, title: str) -> bytes:
    """A line of a .jsonl file, hostile in all its fields."""
    sentence = f"Keeper {number} of the lighthouse wrote {text} on the wall of the lighthouse. The keeper left in May."
    fields = {"id": f"{number} {text}", "title": title, "publisher": text, "published_at": text, "text": sentence}
    return json.dumps(fields | {"url": f"https://a.example/{text}"}).encode() + b"\n"


async def test_articles_ping_nobody(world: World) -> None:
    """No article, by whatever name its file came, may make the bot mention anybody, wherever it is shown."""
    texts = hostile(world)
    for number, text in list(enumerate(texts))[::6]:  # each is a sync; the others come in one file below
        name = "".join(sign for sign in text if sign not in "/{}\r\n")[:80] + ".jsonl"
        upload = Upload(name, article(number, text, text))
        check(await outcome(await world.alice.slash(world.general, "library add", file=upload)))
    lines = (
        b"".join(article(number + 100, text, f"{number} {text}") for number, text in enumerate(texts)) + b"no line\n"
    )
    many = await world.alice.slash(world.general, "library add", file=Upload("@everyone.jsonl", lines))
    check(await outcome(many))
    refused = await world.alice.slash(world.general, "library add", file=Upload(f"<@{world.carmen.id}>.pdf", b"%PDF"))
    check(await outcome(refused))
    await check_articles(world)
    check_all(world)


async def test_corrections_ping_nobody(world: World) -> None:
    """No article that is corrected, and no title that is typed for it, may make the bot mention anybody."""
    texts = hostile(world)[::5]
    lines = b"".join(
        json.dumps(
            {"id": f"lamp {number} {text}", "title": f"{text} {number}", "text": f"Lamp {number} of Vasp: {text}"}
        ).encode()
        + b"\n"
        for number, text in enumerate(texts)
    )
    check(await outcome(await world.alice.slash(world.general, "library add", file=Upload("lamps.jsonl", lines))))
    kinds = ("unquoted", "preferred", "superseded")
    for number in range(len(texts)):
        response = await world.alice.slash(
            world.general, "ask", question=f"What does lamp {number} of Vasp say?", private=True
        )
        why = await (await world.alice.click(await response.message(), "Why this?")).message()
        check(why)
        form = await (await world.alice.click(why, "Correct…")).modal_opened()
        names = [part["component"]["custom_id"] for part in form.interaction.modal["components"]]  # type: ignore[index]
        chosen = {"quote": "0"} if "quote" in names else {}
        title = texts[number - 1][:150] if number % 2 else f"{texts[number - 1]} {number - 1}"[:200]
        values = {"kind": kinds[number % 3], "newer": title, **chosen}
        check(await (await world.alice.submit(form, values)).message())
    view = await (await world.alice.slash(world.general, "library corrections")).message()
    check(view)
    while any(button.label == "Next" for button in view.now.buttons):
        await (await world.alice.click(view.now, "Next")).message()
        check(view.now)
    select = view.now.select("Take one back")
    await (await world.alice.choose(view.now, select, [select.options[0]["value"]])).message()
    check(view.now)
    check_all(world)


async def check_articles(world: World) -> None:
    """Look at the articles in all the ways there are."""
    asked = await world.bob.slash(world.general, "ask", question="What did the keeper write on the lighthouse wall?")
    message = await asked.message()
    check(message)
    buttons = [button.custom_id for button in message.buttons if button.custom_id]
    for custom_id in buttons:
        if not custom_id.startswith(("quotebot:follow", "quotebot:down")):
            check(await (await world.bob.click(message, custom_id)).message())
    for name in ("sources", "library status", "review"):
        response = await world.alice.slash(world.general, name)
        check(await response.message(timeout=120))  # all the questions that nothing answered take their time
    choices = await world.bob.autocomplete(world.general, "article", title="e")
    for choice in choices:
        opened = await world.bob.slash(world.general, "article", title=choice["value"])
        check(await opened.message())
    await world.bob.autocomplete(world.general, "search", query="a", source="e")
    for choice in choices[:5]:
        if not choice["value"].startswith(":"):
            removed = await world.alice.slash(world.general, "library remove", title=choice["value"])
            check(await removed.message())


async def test_settings_ping_nobody(world: World) -> None:
    """No name of a tag, be it typed or a forum's own, may make the bot mention anybody, nor any name of a channel."""
    for text in hostile(world)[::3]:
        forum = world.guild.add_forum(text[:100], [text[:20], "@everyone"])
        view = await settings_view(world.alice, world.general)
        for tag in (text[:20], f"<@{world.carmen.id}>"[:20]):
            view = await set_in(world.alice, view, "where", forums=[forum], channels=[world.general], solved_tag=tag)
            check(view, [f"<#{forum.id}>", f"<#{world.general.id}>"])
        await set_in(world.alice, view, "where", forums=[], channels=[], solved_tag="")
        world.guild.delete_channel(forum)
    check_all(world)


async def test_posts_ping_nobody(world: World) -> None:
    """No title of a post may make the bot mention anybody, neither when it is answered nor as that of a similar one."""
    forum = world.guild.add_forum("help", ("@everyone",))
    settings = ServerSettings(forums=(forum.id,), solved_tag="@everyone")
    async with SqlState.open(DataFolder(world.bot.data_dir).state) as state:
        await state.settings.save(world.guild.id, settings)
    for text in hostile(world)[::3]:
        post = world.guild.add_post(forum, f"How many people has El Salvador jailed? {text}"[:100], world.bob, text)
        plain = world.guild.add_post(forum, "How many people has El Salvador jailed since 2022?", world.bob, text)
        answer = await world.discord.next_bot_message(plain)
        check(answer)
        await world.bob.tag(post, "@everyone")
        for one in [one.look() for one in (*post.messages.values(), *plain.messages.values())]:
            if one.author is world.discord.bot:
                check(await (await world.bob.click(one, "Yes, solved")).next_message())
                check(one.now)
    async with SqlState.open(DataFolder(world.bot.data_dir).state) as state:
        await state.settings.save(world.guild.id, ServerSettings())
    check_all(world)


async def test_edited_questions_ping_nobody(world: World) -> None:
    """No text that a question is edited to may make the bot mention anybody by the answer that it edits."""
    written = await world.bob.say(world.general, "Who closed the bridge?", mention_bot=True)
    answer = await world.discord.reply_to(written)
    for number, text in enumerate(hostile(world)[::3]):
        before = answer.now
        await world.bob.rewrite(written, f"{world.discord.bot.mention} Who closed bridge {number}, {text}?"[:2000])
        await world.discord.until(partial(differs, before), 30)
        check(answer.now)
    check_all(world)


async def test_names_of_servers_ping_nobody(world: World) -> None:
    """No name of a server may mention anybody where its members are told directly where to ask."""
    for text in hostile(world)[::3]:
        guild = world.discord.add_guild(text[:100])
        here, there, person = guild.add_channel("here"), guild.add_channel("there"), world.discord.add_person("eve")
        guild.join(person)
        async with SqlState.open(DataFolder(world.bot.data_dir).state) as state:
            await state.settings.save(guild.id, ServerSettings(channels=(there.id,)))
        await person.say(here, "Who closed the bridge?", mention_bot=True)
        check(await world.discord.next_bot_message(person.dm), [there.mention])
    check_all(world)


async def test_greetings_ping_nobody(world: World) -> None:
    """No greeting is returned with what it says."""
    guild = world.discord.add_guild("Greeted")
    channel = guild.add_channel("general")
    for said in ("hello <:a:123456789012345678>", "thanks 👍", "👋"):
        person = world.discord.add_person("eve")
        guild.join(person)
        check(await world.discord.reply_to(await person.say(channel, said, mention_bot=True)))
    check_all(world)


async def test_quoted_messages_ping_nobody(world: World) -> None:
    """No message that is quoted, and no title it is given, may make the bot mention anybody."""
    for text in hostile(world)[::4]:
        written = await world.bob.say(world.general, text)
        opened = await world.alice.use_message_command(world.general, "Quote as answer", written)
        await opened.acknowledged()
        if opened.modal is None:
            check(await opened.message())  # it says nothing in words
            continue
        told = await (await world.alice.submit(opened, {"title": text[:150]})).message()
        check(told)
        notice = await world.discord.reply_to(written)
        check(notice)
        check(await (await world.carmen.click(notice, "Show my name")).next_message())
        await (await world.bob.click(notice, "Show my name")).message()
        check(notice.now)
    for name in ("library status", "sources"):
        check(await (await world.alice.slash(world.general, name)).message())
    asked = await world.bob.slash(world.general, "search", query="everyone smile lighthouse <@")
    check(await asked.message())
    check_all(world)


async def test_written_answers_ping_nobody(world: World) -> None:
    """No answer that a manager writes may make the bot mention anybody, below the question neither."""
    for text in hostile(world)[::4]:
        channel = new_server(world.discord, world.alice, world.bob)
        asked = await world.bob.say(channel, f"How tall is Grimbold {text}"[:1900], mention_bot=True)
        check(await world.discord.reply_to(asked))
        listed = await (await world.alice.slash(channel, "review")).message()
        check(listed)
        values = {"question": text[:150], "text": text[:4000], "named": True}
        told = await (await world.alice.submit(await world.alice.click(listed, "Answer this"), values)).message()
        check(told)
        if told.text.startswith("Added to"):
            check([one.look() for one in channel.messages.values()][-1])
    check_all(world)


async def test_complaints_ping_nobody(world: World) -> None:
    """Nothing that is written of why an answer was voted down may make the bot mention anybody."""
    channel = new_server(world.discord, world.alice, world.bob)
    for text in hostile(world):
        asked = await (await world.bob.slash(channel, "ask", question="When will the old bridge open again?")).message()
        form = await world.bob.click(asked, "👎")
        check(await (await world.bob.submit(form, {"reason": "wrong", "remark": text[:200]})).message())
    listed = await (await world.alice.slash(channel, "review")).message()
    check(await (await world.alice.choose(listed, listed.selects[0].custom_id, ["down"])).message())
    check_all(world)
