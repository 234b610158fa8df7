"""What a server adds stays in that server, with those it is for: one test for each door that could let it out."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
import pytest_asyncio

from bot.service.records import ServerSettings
from bot.service.sql_state import SqlState
from index.files.data_folder import DataFolder
from index.storage.library import Library
from tests.bot.discord.conftest import World
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.settings_form import set_in, set_settings
from tests.discord_server import Channel, Guild, Message, NotAllowed, Person, Response, Role, Upload
from tests.discord_server.interactions import COMMAND, MODAL
from tests.discord_server.messages import COMPONENTS_V2
from tests.discord_server.posting import post

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

# What is asked names the subject; only the articles hold the secrets.
QUESTION, ID = "Who signed the Zyxomar treaty?", "zyxomar-1"
TITLE, SIGNED = "Pact sealed at Kelbrin", "Governor Ilvane Tarosk signed the Zyxomar treaty at Kelbrin on 5 May."
VAULT_QUESTION, VAULT_ID = "Who developed the Quellith vaccine?", "quellith-1"
VAULT_TITLE, DEVELOPED = (
    "Laboratory of Brumsk succeeds",
    "Doctor Edra Ombrecht developed the Quellith vaccine in Brumsk.",
)
ROLE_QUESTION, ROLE_ID = "Who agreed to the Vorpanic merger?", "vorpanic-1"
ROLE_TITLE, AGREED = "Board of Sundmar gives in", "Chairwoman Mira Lindqvarn agreed to the Vorpanic merger in Sundmar."
OPEN_QUESTION = "Does the Vorpanic merger pay pensions to the pilots of Uzbekistan?"
SECRETS = ("Tarosk", "Kelbrin", "Ombrecht", "Brumsk", "Lindqvarn", "Sundmar", "Gazette")

SHARED_QUESTION = "When will the old bridge over the river open again?"
REST = "Nobody outside of the room was told."
SOUP = "The guests had fish soup and bread in the evening."
NONE = "**The articles do not answer this.** The closest passages are behind the button; they are not an answer."
CONTEXT_GONE = "This article is no longer among those you may read here."
GONE = "This is too old: what was shown is no longer kept. Ask again."
ONLY_MANAGERS = "Only people who may manage this server can do that."
BUTTONS = ["read", "turn", "edition", "why", "closest", "up", "down", "results", "listing"]


@dataclass
class Servers:
    """Alpha, which has articles of its own, and Beta, which has none."""

    world: World
    alpha: Guild
    general: Channel
    vault: Channel
    thread: Channel
    diplomats: Role
    ruth: Person
    """A member of Alpha with the role."""
    mallory: Person
    """A member of both servers, without the role."""
    beta: Guild
    lobby: Channel
    boris: Person
    """Who manages Beta."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def servers(world: World) -> Servers:
    """Both servers, and in Alpha an article for everyone, one for a channel and its threads, and one for a role."""
    discord, alpha = world.discord, world.guild
    beta, diplomats, vault = discord.add_guild("Beta"), alpha.add_role("Diplomats"), alpha.add_channel("vault")
    ruth, mallory, boris = (discord.add_person(name) for name in ("ruth", "mallory", "boris"))
    alpha.join(ruth, [diplomats])
    alpha.join(mallory)
    beta.join(mallory)
    beta.join(boris, administrator=True)
    thread, lobby = alpha.add_thread(vault, "samples"), beta.add_channel("lobby")
    await add(world, ID, TITLE, SIGNED)
    await add(world, VAULT_ID, VAULT_TITLE, DEVELOPED, channel=vault)
    await add(world, ROLE_ID, ROLE_TITLE, AGREED, role=diplomats)
    return Servers(world, alpha, world.general, vault, thread, diplomats, ruth, mallory, beta, lobby, boris)


async def add(world: World, key: str, title: str, first: str, **scope: Channel | Role) -> None:
    """Add an article of two paragraphs to Alpha."""
    text = f"{first} {REST}\n\n{SOUP}"
    line = {"id": key, "title": title, "publisher": "The Gazette", "published_at": "2025-05-05", "text": text}
    file = Upload(f"{key}.jsonl", json.dumps(line).encode())
    response = await world.alice.slash(world.general, "library add", file=file, **scope)
    who = next((thing.mention for thing in scope.values()), "everyone in this server")
    assert (await outcome(response)).text == f"Added to {who}: {title}"


# Doors for questions


async def ask_publicly(servers: Servers, who: Person, where: Channel, question: str) -> Message:
    """Use /ask so that all see the answer."""
    return await (await who.slash(where, "ask", question=question)).message()


async def ask_privately(servers: Servers, who: Person, where: Channel, question: str) -> Message:
    """Use /ask so that only the asker sees the answer."""
    return await (await who.slash(where, "ask", question=question, private=True)).message()


async def mention(servers: Servers, who: Person, where: Channel, question: str) -> Message:
    """Mention the bot, or write to it directly."""
    message = await who.say(where, question, mention_bot=where.guild is not None)
    return await servers.world.discord.reply_to(message)


async def reply(servers: Servers, who: Person, where: Channel, question: str) -> Message:
    """Reply to an answer."""
    answer = await mention(servers, who, where, SHARED_QUESTION)
    message = await who.say(where, question, reply_to=answer)
    return await servers.world.discord.reply_to(message)


async def edit(servers: Servers, who: Person, where: Channel, question: str) -> Message:
    """Edit another question into this one, so that its answer is edited."""
    text = "When will the old bridge over the river open again, and is it long?"
    message = await who.say(where, text, mention_bot=where.guild is not None)
    discord = servers.world.discord
    answer = await discord.reply_to(message)
    await who.rewrite(message, f"{discord.bot.mention} {question}")
    await discord.until(lambda: answer.now.buttons != answer.buttons, 30, "the answer was not edited")
    return answer.now


async def find_sources(servers: Servers, who: Person, where: Channel, question: str) -> Message:
    """Write a message and use the command from its menu."""
    message = await who.say(where, question)
    if where is who.dm:
        await servers.world.discord.reply_to(message)
    return await (await who.use_message_command(where, "Find sources", message)).message()


async def ask_about(servers: Servers, who: Person, where: Channel, question: str) -> Message:
    """Have a message answered as a question."""
    message = await who.say(where, question)
    if where is who.dm:
        await servers.world.discord.reply_to(message)
    return await (await who.use_message_command(where, "Ask about this", message)).message()


async def follow_up(servers: Servers, who: Person, where: Channel, question: str) -> Message:
    """Go on from a private answer."""
    answer = await ask_privately(servers, who, where, SHARED_QUESTION)
    form = await who.click(answer, "Follow up")
    return await (await who.submit(form, question)).message()


Door = Callable[[Servers, Person, Channel, str], Awaitable[Message]]
PRIVATE: list[Door] = [ask_privately, find_sources, follow_up]
PUBLIC: list[Door] = [ask_publicly, ask_about, mention, reply, edit]
every_door = pytest.mark.parametrize("door", [*PUBLIC, *PRIVATE], ids=lambda door: door.__name__)


def leaked_of(message: Message, *article: str) -> list[str]:
    """Those of the secrets of one article that a message holds."""
    return [secret for secret in leaked(whole(message)) if secret in " ".join(article)]


def verdict(message: Message) -> str:
    """The first line of an answer."""
    return message.text.splitlines()[0]


def quote_of(message: Message) -> str:
    """The first line of an answer, whatever of it is in bold."""
    return verdict(message).replace("**", "")


def whole(message: Message) -> str:
    """All of a message, with what is behind its links and buttons."""
    return json.dumps(message.components, ensure_ascii=False)


def leaked(text: str) -> list[str]:
    """Those of the secrets that a text holds."""
    return [secret for secret in SECRETS if secret in text]


def page_of(first: str) -> list[str]:
    """An article as it is shown in a page, all of it quoted."""
    return [f"> **{first} {REST}**", "> ", f"> {SOUP}", "-# Page 1 of 1"]


def sent_id_of(message: Message) -> str:
    """The id by which the buttons of a message know what was shown."""
    return next(button.custom_id.split(":")[2] for button in message.buttons if button.custom_id)


async def planted(servers: Servers, where: Channel, custom_id: str) -> Message:
    """A message of the bot's with a button that Discord would never have let stand there."""
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Press", "custom_id": custom_id}]}
    body = {"flags": COMPONENTS_V2, "components": [row]}
    message = post(servers.world.discord, where, servers.world.discord.bot, body, [])
    where.seen_replies.add(message.id)
    return message.look()


async def press_button(servers: Servers, who: Person, where: Channel, action: str, sent_id: str) -> Message:
    """Press a button that was brought from elsewhere and return what is said to that."""
    response = await who.click(await planted(servers, where, f"quotebot:{action}:{sent_id}:0:0"), "Press")
    return await (
        response.next_message() if action in ("turn", "edition", "results", "listing", "review") else response.message()
    )


async def titles(who: Person, where: Channel, typed: str, command: str = "article") -> list[str]:
    """The values that are suggested for a title."""
    return [choice["value"] for choice in await who.autocomplete(where, command, title=typed)]


async def opened(who: Person, where: Channel, title: str) -> str:
    """What /article says to a title."""
    return (await (await who.slash(where, "article", title=title)).message()).text


def article_none(title: str) -> str:
    """What is said where there is no such article."""
    return f"There is no article with the title “{title}” here. Choose one from the list that appears while you type."


def value(servers: Servers, key: str) -> str:
    """The value of the choice of one of Alpha's articles."""
    collection_scope = {
        ID: "everyone",
        VAULT_ID: f"channel-{servers.vault.id}",
        ROLE_ID: f"role-{servers.diplomats.id}",
    }
    return f"{servers.alpha.id}/{collection_scope[key]}:{key}"


# An article for everyone in a server


@every_door
async def test_question(servers: Servers, door: Door) -> None:
    """A server's article answers in that server, and in no other and in no direct message."""
    world, mallory = servers.world, servers.mallory
    answer = await door(servers, world.bob, servers.general, QUESTION)
    assert quote_of(answer) == f"> {SIGNED} {REST}"
    for where in (servers.lobby, mallory.dm):
        message = await door(servers, mallory, where, QUESTION)
        assert verdict(message) == NONE
        closest = await (await mallory.click(message, "Closest passages")).message()
        why = await (await mallory.click(message, "Why this?")).message()
        assert [leaked(whole(one)) for one in (message, closest, why)] == [[], [], []]


async def test_posts_of_forums(servers: Servers) -> None:
    """A post is answered from what everyone in its server may read, whoever wrote it, and from nothing else."""
    world = servers.world
    for guild, author, question, is_answered in (
        (servers.alpha, servers.ruth, ROLE_QUESTION, False),
        (servers.alpha, servers.ruth, VAULT_QUESTION, False),
        (servers.beta, servers.mallory, QUESTION, False),
        (servers.alpha, servers.ruth, QUESTION, True),
    ):
        forum = guild.add_forum("help")
        async with SqlState.open(DataFolder(world.bot.data_dir).state) as state:
            before = await state.settings.of(guild.id)
            await state.settings.save(guild.id, replace(before, forums=(forum.id,)))
        post = guild.add_post(forum, question, author, "Hello.")
        if is_answered:
            assert quote_of(await world.discord.next_bot_message(post)) == f"> {SIGNED} {REST}"
        for _ in range(2):  # by when the first is long decided on
            later = guild.add_post(forum, SHARED_QUESTION, author, "Hello.")
            assert leaked(whole(await world.discord.next_bot_message(later))) == []
        assert [one.author.name for one in post.messages.values()][1:] == ["quotebot"] * is_answered


async def search_for(who: Person, where: Channel, **filters: str) -> Message:
    """What /search finds."""
    return await (await who.slash(where, "search", query="Zyxomar treaty", **filters)).message()


async def test_search(servers: Servers) -> None:
    """A search finds a server's article there alone, on all of its pages."""
    message = await search_for(servers.world.bob, servers.general)
    assert message.text.splitlines()[1] == f"> {SIGNED} {REST}"
    mallory = servers.mallory
    for where in (servers.lobby, mallory.dm):
        message = await search_for(mallory, where)
        assert re.fullmatch("Passages for “Zyxomar treaty”, 1–3 of (29|30)", verdict(message))
        pages = [whole(message)]
        while any(button.label == "Next" for button in message.buttons):
            message = await (await mallory.click(message, "Next")).message()
            pages.append(whole(message))
        assert [leaked(page) for page in pages] == [[]] * 10


@pytest.mark.parametrize("filters", [{"source": "The Gazette"}, {"after": "2025-05-05", "before": "2025-05-06"}])
async def test_search_filters(servers: Servers, filters: dict[str, str]) -> None:
    """No filter brings an article of another server."""
    message = await search_for(servers.world.bob, servers.general, **filters)
    assert message.text.splitlines()[2] == f"> {SIGNED} {REST}"
    for where in (servers.lobby, servers.mallory.dm):
        message = await search_for(servers.mallory, where, **filters)
        assert message.text == "Nothing found for “Zyxomar treaty”."


async def test_suggested_sources(servers: Servers) -> None:
    """A publisher is suggested where there is an article of theirs to be read."""

    async def suggested(who: Person, where: Channel) -> list[str]:
        options = await who.autocomplete(where, "search", query="x", source="gazet")
        return [choice["value"] for choice in options]

    assert await suggested(servers.world.bob, servers.general) == ["The Gazette"]
    assert await suggested(servers.mallory, servers.lobby) == []
    assert await suggested(servers.mallory, servers.mallory.dm) == []


async def test_suggested_titles(servers: Servers) -> None:
    """A title is suggested where its article may be read, be it typed by title or by id."""
    for typed in ("pact sealed", ID):
        assert await titles(servers.world.bob, servers.general, typed) == [value(servers, ID)]
        assert await titles(servers.mallory, servers.lobby, typed) == []
        assert await titles(servers.mallory, servers.mallory.dm, typed) == []


async def test_typed_title(servers: Servers) -> None:
    """An article opens by its title, its id and its choice in its server, and by none of them anywhere else."""
    for typed in (TITLE, ID, value(servers, ID)):
        assert SIGNED in await opened(servers.world.bob, servers.general, typed)
        assert await opened(servers.mallory, servers.lobby, typed) == article_none(typed)
        assert await opened(servers.mallory, servers.mallory.dm, typed) == article_none(typed)


async def sources(who: Person, where: Channel) -> list[str]:
    """The lines of /sources."""
    return (await (await who.slash(where, "sources")).message()).text.splitlines()


async def test_sources(servers: Servers) -> None:
    """What is listed and counted are the articles that may be read."""
    with Library.open(DataFolder(servers.world.bot.data_dir)) as library:
        shared = [source for source, _ in library.articles.listing()]
    count, publishers = len(shared), len({source.publisher for source in shared})
    bob = await sources(servers.world.bob, servers.general)
    assert bob[0] == f"**{count + 1} articles from {publishers + 1} sources**"
    assert bob[-2:] == ["**Articles of this server**", "• The Gazette: one article, May 5, 2025"]
    for who, where in ((servers.mallory, servers.lobby), (servers.mallory, servers.mallory.dm)):
        lines = await sources(who, where)
        assert lines[0] == f"**{count} articles from {publishers} sources**"
        assert lines[1:] == bob[2:-2]


async def test_library_of_another_server(servers: Servers) -> None:
    """Who manages a server sees, counts and syncs the articles of that server alone."""
    boris, lobby = servers.boris, servers.lobby
    status = (await (await boris.slash(lobby, "library status")).message()).text.splitlines()
    assert status[0] == "This server has no articles of its own. Add some with `/library add`."
    assert status[2] == "-# 0.0 of 50.0 MB used by this server."
    synced = await (await boris.slash(lobby, "library sync")).message()
    assert synced.text == "Up to date: 0 articles of this server."


async def test_remove_from_another_server(servers: Servers) -> None:
    """Who manages a server can neither find nor remove the articles of another, nor those for all servers."""
    boris, lobby = servers.boris, servers.lobby
    for typed in ("Pact", "Old bridge", ""):
        assert await titles(boris, lobby, typed, "library remove") == []
    for key in (ID, VAULT_ID, ROLE_ID):
        assert await titles(servers.world.alice, servers.general, key, "library remove") == [value(servers, key)]
    for typed in (TITLE, ID, *(value(servers, key) for key in (ID, VAULT_ID, ROLE_ID)), "bridge", ":bridge"):
        message = await (await boris.slash(lobby, "library remove", title=typed)).message()
        assert message.text == article_none(typed)
    assert SIGNED in await opened(servers.world.bob, servers.general, ID)
    assert "Old bridge over the Arle" in await opened(boris, lobby, "Old bridge")


@pytest.mark.parametrize("action", BUTTONS)
async def test_button_brought_elsewhere(servers: Servers, action: str) -> None:
    """A button of a server's answer does nothing in another server or a direct message, also for who asked."""
    answer = await ask_publicly(servers, servers.mallory, servers.general, QUESTION)
    for where in (servers.lobby, servers.mallory.dm):
        message = await press_button(servers, servers.mallory, where, action, sent_id_of(answer))
        assert (message.text, message.ephemeral) == (GONE, True)


@pytest.mark.parametrize("action", BUTTONS)
async def test_button_of_a_private_answer(servers: Servers, action: str) -> None:
    """The buttons of a private answer work for nobody but the asker, in the same channel too."""
    answer = await ask_privately(servers, servers.world.bob, servers.general, QUESTION)
    message = await press_button(servers, servers.mallory, servers.general, action, sent_id_of(answer))
    assert (message.text, message.ephemeral) == (GONE, True)


async def test_buttons_in_their_place(servers: Servers) -> None:
    """In its own server the buttons of a public answer work for every member."""
    answer = await ask_publicly(servers, servers.world.bob, servers.general, QUESTION)
    read = await (await servers.mallory.click(answer, "Read in context")).message()
    assert read.text.splitlines()[1:] == page_of(SIGNED)
    why = await (await servers.mallory.click(answer, "Why this?")).message()
    assert f"Quote 1, {TITLE}: " in why.text
    assert (read.ephemeral, why.ephemeral) == (True, True)


async def test_following_elsewhere(servers: Servers) -> None:
    """No form opens for a question that goes on from an answer of another server."""
    answer = await ask_publicly(servers, servers.mallory, servers.general, QUESTION)
    for where in (servers.lobby, servers.mallory.dm):
        message = await planted(servers, where, f"quotebot:follow:{sent_id_of(answer)}:0:0")
        response = await servers.mallory.click(message, "Press")
        await response.acknowledged()
        assert response.modal is None
        assert (await response.message()).text == GONE


async def test_following_a_private_answer(servers: Servers) -> None:
    """No form opens for a question that goes on from another person's private answer."""
    answer = await ask_privately(servers, servers.world.bob, servers.general, QUESTION)
    message = await planted(servers, servers.general, f"quotebot:follow:{sent_id_of(answer)}:0:0")
    response = await servers.mallory.click(message, "Press")
    await response.acknowledged()
    assert response.modal is None
    assert (await response.message()).text == GONE


async def send_form(who: Person, where: Channel, sent_id: str, question: str) -> Message:
    """Send a follow-up form in as if it had been opened there."""
    field = {"type": 4, "id": 2, "custom_id": "question", "value": question}
    components = [{"type": 18, "id": 1, "component": field}]
    data = {"custom_id": f"quotebot:followed:{sent_id}", "components": components}
    return await Response(who._interact(MODAL, where, data).interaction).message()


async def test_form_sent_elsewhere(servers: Servers) -> None:
    """A form that goes on from an answer of another server brings nothing of its question, nor of its article."""
    answer = await ask_publicly(servers, servers.mallory, servers.general, QUESTION)
    for where in (servers.lobby, servers.mallory.dm):
        message = await send_form(servers.mallory, where, sent_id_of(answer), "And when was that?")
        assert leaked(whole(message)) == []
        assert "Zyxomar" not in whole(message)


async def test_form_of_a_private_answer(servers: Servers) -> None:
    """A form that goes on from another person's private answer does not tell what they asked."""
    answer = await ask_privately(servers, servers.world.bob, servers.general, QUESTION)
    message = await send_form(servers.mallory, servers.general, sent_id_of(answer), "And when was that?")
    assert "Who signed" not in whole(message)


async def test_private_question_stays_private(servers: Servers) -> None:
    """A public answer to a mention does not repeat what the same person asked privately before."""
    general = servers.alpha.add_channel("corridor")
    await ask_privately(servers, servers.world.bob, general, "Will Governor Tarosk resign over my complaint?")
    message = await mention(servers, servers.world.bob, general, "And when was that?")
    assert "complaint" not in whole(message)


async def complain(who: Person, where: Channel, sent_id: str) -> str:
    """What is told of a form about a vote down that is sent in as if it had been opened there."""
    reason = {"type": 21, "id": 2, "custom_id": "reason", "value": "wrong"}
    data = {"custom_id": f"quotebot:complaint:{sent_id}", "components": [{"type": 18, "id": 1, "component": reason}]}
    return (await Response(who._interact(MODAL, where, data).interaction).message()).text


async def test_complaints_sent_elsewhere(servers: Servers) -> None:
    """Nobody votes on an answer of another server, nor on another person's private one, and none tells of its votes."""
    bob, mallory = servers.world.bob, servers.mallory
    public = sent_id_of(await ask_publicly(servers, mallory, servers.general, QUESTION))
    private = sent_id_of(await ask_privately(servers, bob, servers.general, QUESTION))
    for where, sent_id in ((servers.lobby, public), (mallory.dm, public), (servers.general, private)):
        assert await complain(mallory, where, sent_id) == GONE
    counted = "Counted: 👎. You can change your vote. So far 👍 0, 👎 1."
    assert await complain(mallory, servers.general, public) == counted
    assert await complain(bob, servers.general, private) == counted


async def unanswered(who: Person, where: Channel) -> str:
    """What /review shows."""
    return (await (await who.slash(where, "review")).message()).text


async def test_unanswered(servers: Servers) -> None:
    """Questions that were not answered are shown in the server where they were asked, and in no other."""
    alpha, beta, direct = "How tall is Grimbold?", "How old is Snorrifax?", "How rich is Plumwick?"
    bob, mallory = servers.world.bob, servers.mallory
    for who, where, question in ((bob, servers.general, alpha), (mallory, servers.lobby, beta)):
        assert verdict(await ask_publicly(servers, who, where, question)) == NONE
    assert verdict(await mention(servers, mallory, mallory.dm, direct)) == NONE

    async def listed(who: Person, where: Channel) -> list[bool]:
        text = await unanswered(who, where)
        return [question in text for question in (alpha, beta, direct)]

    assert await listed(servers.world.alice, servers.general) == [True, False, False]
    assert await listed(servers.boris, servers.lobby) == [False, True, False]


async def reviewed(servers: Servers, who: Person, where: Channel) -> list[str]:
    """Everything that /review shows of all kinds, and its files."""
    message, shown = await (await who.slash(where, "review")).message(), []
    for kind in ("unanswered", "down", "changed"):
        control = message.now.selects[0].custom_id
        shown.append(whole(await (await who.choose(message.now, control, [kind])).message()))
        file = await (await who.click(message.now, "Export (CSV)")).message()
        shown.append(servers.world.discord.uploads[int(file.attachments[0]["id"])].data.decode())
    return shown


async def test_reviews_of_limited_articles(servers: Servers) -> None:
    """What was quoted from articles for a channel or a role is reviewed by those alone who may read these there."""
    alice, ruth, alpha = servers.world.alice, servers.ruth, servers.alpha
    for where, question in ((servers.vault, VAULT_QUESTION), (servers.general, ROLE_QUESTION)):
        form = await ruth.click(await ask_privately(servers, ruth, where, question), "👎")
        await (await ruth.submit(form, {"reason": "wrong", "remark": f"Not {question}"})).message()

    async def seen(who: Person, where: Channel) -> list[bool]:
        text = "".join(await reviewed(servers, who, where))
        return [question in text for question in (VAULT_QUESTION, ROLE_QUESTION)]

    assert await seen(alice, servers.general) == [False, False]
    assert "answers voted down are left out" in "".join(await reviewed(servers, alice, servers.general))
    assert await seen(alice, servers.vault) == [True, False]
    assert await seen(alice, servers.thread) == [True, False]
    assert await seen(servers.boris, servers.lobby) == [False, False]
    alpha.members[alice.id].roles.append(servers.diplomats)
    opened = await (await alice.slash(servers.general, "review")).message()
    await (await alice.choose(opened, opened.selects[0].custom_id, ["down"])).message()
    assert ROLE_QUESTION in whole(opened.now)
    alpha.members[alice.id].roles.remove(servers.diplomats)
    file = await (await alice.click(opened.now, "Export (CSV)")).message()
    assert ROLE_QUESTION not in servers.world.discord.uploads[int(file.attachments[0]["id"])].data.decode()
    assert leaked("".join(await reviewed(servers, servers.boris, servers.lobby))) == []


async def test_reviews_of_others(servers: Servers) -> None:
    """Nobody opens, turns, chooses in or exports the review of another manager or another server."""
    opened = await (await servers.world.alice.slash(servers.general, "review")).message()
    sent_id = opened.selects[0].custom_id.rpartition(":")[2]
    for who, where in ((servers.boris, servers.lobby), (servers.mallory, servers.general)):
        for action in ("review", "export", "answer"):
            text = (await press_button(servers, who, where, action, sent_id)).text
            assert text == GONE


async def test_answers_sent_elsewhere(servers: Servers) -> None:
    """A form for an answer makes no article in another server, nor for who does not manage the one it is of."""
    world, question = servers.world, "How deep is the well of Snorrifax?"
    await ask_publicly(servers, world.bob, servers.general, question)
    opened = await (await world.alice.slash(servers.general, "review")).message()
    sent_id = opened.selects[0].custom_id.rpartition(":")[2]
    values = {
        "question": (4, "value", question),
        "text": (4, "value", "It is nine metres deep."),
        "readers": (3, "values", ["everyone"]),
    }
    parts = [
        {
            "type": 18,
            "id": 2 * number + 1,
            "component": {"type": kind, "id": 2 * number + 2, "custom_id": name, key: value},
        }
        for number, (name, (kind, key, value)) in enumerate(values.items())
    ]
    data = {"custom_id": f"quotebot:answering:{sent_id}:0", "components": parts}
    refusals = [
        (servers.boris, servers.lobby, "This question is no longer"),
        (servers.mallory, servers.general, "Only people"),
    ]
    for who, where, refusal in refusals:
        refused = await Response(who._interact(MODAL, where, data).interaction).message()
        assert refused.text.startswith(refusal)
        assert await titles(who, where, "Snorrifax") == []


# An article for a channel


@every_door
async def test_channel_question(servers: Servers, door: Door) -> None:
    """A channel's article answers in that channel and its threads, for all to see, and nowhere else."""
    bob, mallory = servers.world.bob, servers.mallory
    for where in (servers.vault, servers.thread):
        answer = await door(servers, bob, where, VAULT_QUESTION)
        assert quote_of(answer) == f"> {DEVELOPED} {REST}"
        assert answer.ephemeral == (door in PRIVATE)
    for where in (servers.general, servers.lobby, mallory.dm):
        message = await door(servers, mallory, where, VAULT_QUESTION)
        assert verdict(message) == NONE
        closest = await (await mallory.click(message, "Closest passages")).message()
        why = await (await mallory.click(message, "Why this?")).message()
        hidden = [leaked_of(one, DEVELOPED, VAULT_TITLE) for one in (message, closest, why)]
        assert hidden == [[], [], []]


async def test_articles_of_a_channel(servers: Servers) -> None:
    """A channel's article is suggested, opened, found and listed in that channel and its threads alone."""
    bob, mallory, choice = servers.world.bob, servers.mallory, value(servers, VAULT_ID)
    line = f"**Limited to {servers.vault.mention}**"
    for where in (servers.vault, servers.thread):
        assert await titles(bob, where, "laboratory of brumsk") == [choice]
        assert DEVELOPED in await opened(bob, where, choice)
        assert DEVELOPED in (await search_for(bob, where, source="The Gazette")).text
        assert line in await sources(bob, where)
    for where in (servers.general, servers.lobby, mallory.dm):
        assert await titles(mallory, where, "laboratory of brumsk") == []
        for typed in (VAULT_TITLE, VAULT_ID, choice):
            assert await opened(mallory, where, typed) == article_none(typed)
        assert DEVELOPED not in (await search_for(mallory, where, source="The Gazette")).text
        assert line not in await sources(mallory, where)


@pytest.mark.parametrize("action", ["read", "turn", "edition"])
async def test_channel_button_in_another_channel(servers: Servers, action: str) -> None:
    """A button of a channel's answer shows nothing of its article in another channel."""
    answer = await ask_publicly(servers, servers.mallory, servers.vault, VAULT_QUESTION)
    message = await press_button(servers, servers.mallory, servers.general, action, sent_id_of(answer))
    assert (message.text, message.ephemeral) == (CONTEXT_GONE, True)


async def test_former_text_of_a_channel(servers: Servers) -> None:
    """What a channel's article said before it changed is read in that channel alone, until the article is removed."""
    key, title = "drelmic-1", "Well of Drelm runs dry"
    said = "Warden Osk Brundel sealed the Drelmic well in Tarn."
    world, mallory, vault = servers.world, servers.mallory, servers.vault
    await add(world, key, title, said, channel=vault)
    answer = await ask_publicly(servers, mallory, vault, "Who sealed the Drelmic well?")
    assert quote_of(answer) == f"> {said} {REST}"
    line = {"id": key, "title": title, "publisher": "The Gazette", "text": f"Nobody sealed it. {REST}"}
    file = Upload(f"{key}.jsonl", json.dumps(line).encode())
    replacing = await outcome(await world.alice.slash(servers.general, "library add", file=file, channel=vault))
    await outcome(await world.alice.click(replacing, "Replace"))
    page = await (await mallory.click(answer, "Read in context")).message()
    assert f"> **{said} {REST}**" in page.text.splitlines()
    for action in ("read", "turn", "edition"):
        for where in (servers.general, servers.lobby, mallory.dm):
            message = await press_button(servers, mallory, where, action, sent_id_of(answer))
            assert (message.text, message.ephemeral) == (CONTEXT_GONE if where is servers.general else GONE, True)
            assert "Brundel" not in whole(message)
    choice = f"{servers.alpha.id}/channel-{vault.id}:{key}"
    removed = await (await world.alice.slash(servers.general, "library remove", title=choice)).message()
    assert removed.text == f"Removed: {title}"
    for action in ("read", "turn", "edition"):
        assert (await press_button(servers, mallory, vault, action, sent_id_of(answer))).text == CONTEXT_GONE


async def test_why_in_another_channel(servers: Servers) -> None:
    """Why a quote was chosen is not told in another channel with the title of the article."""
    answer = await ask_publicly(servers, servers.mallory, servers.vault, VAULT_QUESTION)
    message = await press_button(servers, servers.mallory, servers.general, "why", sent_id_of(answer))
    assert leaked_of(message, DEVELOPED, VAULT_TITLE) == []


# An article for a role


@pytest.mark.parametrize("door", PRIVATE, ids=lambda door: door.__name__)
async def test_role_in_private(servers: Servers, door: Door) -> None:
    """A role's article answers privately to those who have the role, and not to others, admins included."""
    answer = await door(servers, servers.ruth, servers.general, ROLE_QUESTION)
    assert quote_of(answer) == f"> {AGREED} {REST}"
    assert answer.ephemeral
    others = [(servers.mallory, servers.general), (servers.world.alice, servers.general)]
    for who, where in [*others, (servers.mallory, servers.lobby), (servers.ruth, servers.ruth.dm)]:
        message = await door(servers, who, where, ROLE_QUESTION)
        assert verdict(message) == NONE
        closest = await (await who.click(message, "Closest passages")).message()
        assert [leaked_of(one, AGREED, ROLE_TITLE) for one in (message, closest)] == [[], []]


@pytest.mark.parametrize("door", PUBLIC, ids=lambda door: door.__name__)
async def test_role_in_public(servers: Servers, door: Door) -> None:
    """A public answer never holds a role's article, also where somebody with the role asks."""
    message = await door(servers, servers.ruth, servers.general, ROLE_QUESTION)
    assert (verdict(message), message.ephemeral) == (NONE, False)
    closest = await (await servers.ruth.click(message, "Closest passages")).message()
    assert [leaked_of(one, AGREED, ROLE_TITLE) for one in (message, closest)] == [[], []]


async def test_role_beside_a_public_answer(servers: Servers) -> None:
    """Who has the role and asks publicly gets the role's article in a further message that nobody else sees."""
    response = await servers.ruth.slash(servers.general, "ask", question=ROLE_QUESTION)
    assert verdict(await response.message()) == NONE
    further = await response.next_message()
    lines = further.text.splitlines()
    assert lines[0] == "From articles that only you and others with your roles may read:"
    assert lines[1].replace("**", "") == f"> {AGREED} {REST}"
    assert further.ephemeral
    assert (servers.ruth.sees(further), servers.mallory.sees(further)) == (True, False)
    for action in ("read", "why"):
        message = await press_button(servers, servers.mallory, servers.general, action, sent_id_of(further))
        assert message.text == GONE


async def test_articles_of_a_role(servers: Servers) -> None:
    """A role's article is suggested to, opened for, found by and listed for those who have the role alone."""
    choice, line = value(servers, ROLE_ID), f"**Limited to {servers.diplomats.mention}**"
    ruth, general = servers.ruth, servers.general
    assert await titles(ruth, general, "board of sundmar") == [choice]
    assert AGREED in await opened(ruth, general, choice)
    assert AGREED in (await search_for(ruth, general, source="The Gazette")).text
    assert line in await sources(ruth, general)
    others = [(servers.mallory, general), (servers.world.alice, general)]
    for who, where in [*others, (servers.mallory, servers.lobby), (ruth, ruth.dm)]:
        assert await titles(who, where, "board of sundmar") == []
        for typed in (ROLE_TITLE, ROLE_ID, choice):
            assert await opened(who, where, typed) == article_none(typed)
        assert AGREED not in (await search_for(who, where, source="The Gazette")).text
        assert line not in await sources(who, where)


@asynccontextmanager
async def role_taken(servers: Servers) -> AsyncIterator[None]:
    """Within this, nobody has the role."""
    roles = servers.alpha.members[servers.ruth.id].roles
    roles.remove(servers.diplomats)
    try:
        yield
    finally:
        roles.append(servers.diplomats)


async def test_role_taken_away(servers: Servers) -> None:
    """Once the role is taken from somebody, the buttons of her old answers show nothing of its articles."""
    ruth, general = servers.ruth, servers.general
    answer = await ask_privately(servers, ruth, general, ROLE_QUESTION)
    page = await (await ruth.click(answer, "Read in context")).message()
    assert page.text.splitlines()[1:] == page_of(AGREED)
    sent = await search_for(ruth, general, source="The Gazette")
    assert AGREED in sent.text
    unsure = await ask_privately(servers, ruth, general, OPEN_QUESTION)
    closest = await (await ruth.click(unsure, "Closest passages")).message()
    assert AGREED in closest.text.replace("**", "")
    async with role_taken(servers):
        for old in (answer, closest):
            read = await (await ruth.click(old, "Read in context")).message()
            assert read.text == CONTEXT_GONE
        number = [AGREED in part["content"] for part in texts(sent)].index(True) - 1
        read = await (await ruth.click(sent, f"quotebot:read:{sent_id_of(sent)}:{number}:")).message()
        assert read.text == CONTEXT_GONE
        for action in ("turn", "results", "closest"):
            sent_id = sent_id_of({"turn": answer, "results": sent, "closest": unsure}[action])
            assert leaked_of(await pressed(servers, ruth, action, sent_id), AGREED, ROLE_TITLE) == []
        assert verdict(await ask_privately(servers, ruth, general, ROLE_QUESTION)) == NONE


def texts(message: Message) -> list[dict[str, str]]:
    """The texts of a message."""
    return [part for part in message.components[0]["components"] if part["type"] == 10]


async def pressed(servers: Servers, who: Person, action: str, sent_id: str) -> Message:
    """What is shown after a click, in the message itself or after it."""
    message = await planted(servers, servers.general, f"quotebot:{action}:{sent_id}:0:0")
    response = await who.click(message, "Press")
    it = response.interaction
    await it.changed.until(lambda: True if it.finished or it.followups else None, 10, f"nothing came of {action}")
    return it.followups[0].look() if it.followups else await response.message()


async def test_why_without_the_role(servers: Servers) -> None:
    """Once the role is taken from somebody, why her old answer was chosen does not tell its article's title."""
    answer = await ask_privately(servers, servers.ruth, servers.general, ROLE_QUESTION)
    async with role_taken(servers):
        message = await (await servers.ruth.click(answer, "Why this?")).message()
    assert leaked_of(message, AGREED, ROLE_TITLE) == []


# Articles that a server does not show


@asynccontextmanager
async def showing(servers: Servers, chosen: str) -> AsyncIterator[None]:
    """Within this, Alpha shows only some of the articles."""
    alice = servers.world.alice
    view = await set_settings(alice, servers.general, "who", collections=chosen)
    try:
        yield
    finally:
        await set_in(alice, view, "who", collections="both")


@every_door
async def test_own_articles_switched_off(servers: Servers, door: Door) -> None:
    """Where only the articles for all servers are shown, those of the server answer nothing."""
    questions = ((servers.general, QUESTION), (servers.vault, VAULT_QUESTION), (servers.general, ROLE_QUESTION))
    async with showing(servers, "shared"):
        for where, question in questions:
            message = await door(servers, servers.ruth, where, question)
            assert verdict(message) == NONE
            closest = await (await servers.ruth.click(message, "Closest passages")).message()
            assert [leaked(whole(one)) for one in (message, closest)] == [[], []]


async def test_own_articles_switched_off_by_title(servers: Servers) -> None:
    """Where only the articles for all servers are shown, those of the server are nowhere to be looked up."""
    ruth = servers.ruth
    async with showing(servers, "shared"):
        for where, key in ((servers.general, ID), (servers.vault, VAULT_ID), (servers.general, ROLE_ID)):
            assert await titles(ruth, where, key) == []
            for typed in (key, value(servers, key)):
                assert await opened(ruth, where, typed) == article_none(typed)
            assert (await search_for(ruth, where, source="The Gazette")).text == "Nothing found for “Zyxomar treaty”."
            assert await ruth.autocomplete(where, "search", query="x", source="gazet") == []
            assert await sources(ruth, where) == await sources(ruth, ruth.dm)


async def test_shared_articles_switched_off(servers: Servers) -> None:
    """Where only the server's own articles are shown, those for all servers are nowhere to be found."""
    bob, general = servers.world.bob, servers.general
    async with showing(servers, "own"):
        for door in (ask_publicly, ask_privately, mention, find_sources):
            message = await door(servers, bob, general, SHARED_QUESTION)
            assert verdict(message) == NONE
            assert "bridge" not in whole(await (await bob.click(message, "Closest passages")).message())
        assert await titles(bob, general, "bridge") == []
        for typed in ("Old bridge", ":bridge"):
            assert await opened(bob, general, typed) == article_none(typed)
        assert await bob.autocomplete(general, "search", query="x", source="arle") == []
        assert (await search_for(bob, general, source="The Arle Courier")).text == "Nothing found for “Zyxomar treaty”."
        lines = ["**One article from one source**", "**Articles of this server**"]
        assert await sources(bob, general) == [*lines, "• The Gazette: one article, May 5, 2025"]


async def test_old_buttons_of_what_is_switched_off(servers: Servers) -> None:
    """The buttons of an old answer show nothing of articles that the server no longer shows."""
    bob = servers.world.bob
    answer = await ask_publicly(servers, bob, servers.general, QUESTION)
    sent = await search_for(bob, servers.general, source="The Gazette")
    async with showing(servers, "shared"):
        read = await (await bob.click(answer, "Read in context")).message()
        assert read.text == CONTEXT_GONE
        results = await pressed(servers, bob, "results", sent_id_of(sent))
        assert leaked_of(results, SIGNED, TITLE) == []
        why = await (await bob.click(answer, "Why this?")).message()
        assert leaked(whole(why)) == []


async def test_an_edit_after_a_change(servers: Servers) -> None:
    """A question that is edited is answered by what may be read by then, not by what could be when it was asked."""
    discord, bob = servers.world.discord, servers.world.bob
    message = await bob.say(servers.general, QUESTION, mention_bot=True)
    answer = await discord.reply_to(message)
    assert quote_of(answer) == f"> {SIGNED} {REST}"
    async with showing(servers, "shared"):
        await bob.rewrite(message, f"{discord.bot.mention} {QUESTION} Please.")
        await discord.until(lambda: answer.now.buttons != answer.buttons, 30)
        closest = await (await bob.click(answer.now, "Closest passages")).message()
        assert [leaked(whole(one)) for one in (answer.now, closest)] == [[], []]


# Where a person alone has installed the bot


async def with_an_article(servers: Servers) -> tuple[Channel, Role]:
    """A channel, and a role, of a new server in which all articles may be read, and what they are for."""
    discord, alice = servers.world.discord, servers.world.alice
    guild = discord.add_guild("Delta")
    crew, general = guild.add_role("crew"), guild.add_channel("general")
    guild.join(alice, administrator=True)
    guild.join(servers.ruth, [crew])
    for key, text, scope in (
        (ID, SIGNED, {}),
        (VAULT_ID, DEVELOPED, {"channel": general}),
        (ROLE_ID, AGREED, {"role": crew}),
    ):
        file = Upload(
            f"{key}.jsonl", json.dumps({"id": key, "title": key, "publisher": "The Gazette", "text": text}).encode()
        )
        assert (await outcome(await alice.slash(general, "library add", file=file, **scope))).text.endswith(key)
    return general, crew


INSTALLED_DOORS = [ask_publicly, ask_privately, ask_about, find_sources, follow_up]


async def finds_nothing(servers: Servers, who: Person, where: Channel) -> None:
    """Hold all that somebody can do in a place to show nothing of any server's articles."""
    for door in INSTALLED_DOORS:
        for question in (QUESTION, VAULT_QUESTION, ROLE_QUESTION):
            message = await door(servers, who, where, question)
            closest = await (await who.click(message, "Closest passages")).message()
            why = await (await who.click(message, "Why this?")).message()
            assert (verdict(message), message.ephemeral) == (NONE, True)
            assert [leaked(whole(one)) for one in (message, closest, why)] == [[], [], []]
    for key in (ID, VAULT_ID, ROLE_ID):
        assert await titles(who, where, key) == []
        for typed in (key, value(servers, key)):
            assert await opened(who, where, typed) == article_none(typed)
    assert (await search_for(who, where, source="The Gazette")).text == "Nothing found for “Zyxomar treaty”."
    assert await who.autocomplete(where, "search", query="x", source="gazet") == []
    assert await sources(who, where) == await sources(who, who.dm)


async def test_where_the_bot_never_was(servers: Servers) -> None:
    """In a server without the bot, and among people, nothing is shown of servers that the person is a member of."""
    world, ruth = servers.world, servers.ruth
    away = world.discord.add_guild("Away", with_bot=False)
    away.join(ruth)
    ruth.install()
    hall = away.add_channel("hall")
    for where in (hall, away.add_thread(hall, "samples"), world.discord.add_private(ruth, servers.mallory)):
        await finds_nothing(servers, ruth, where)
    ruth.uninstall()


async def test_a_server_that_removed_the_bot(servers: Servers) -> None:
    """Of a server that the bot was removed from nothing is shown, though its folder is there, nor do settings count."""
    world, ruth = servers.world, servers.ruth
    general, crew = await with_an_article(servers)
    assert general.guild is not None
    assert quote_of(await ask_privately(servers, ruth, general, ROLE_QUESTION)) == f"> {AGREED}"
    old = await ask_privately(servers, ruth, general, VAULT_QUESTION)
    ruth.install()
    own = await ask_privately(servers, ruth, general, QUESTION)
    assert quote_of(own) == f"> {SIGNED}"
    await world.discord.remove_from(general.guild)
    await world.bot.logged(f"left server {general.guild.id}")
    settings = ServerSettings(channels=(crew.id,), collections="own", max_quotes=1)
    async with SqlState.open(DataFolder(world.bot.data_dir).state) as state:
        await state.settings.save(general.guild.id, settings)
    await finds_nothing(servers, ruth, general)
    with pytest.raises(NotAllowed):
        await ruth.click(old, "Read in context")
    assert (await (await ruth.click(own, "Read in context")).message()).text == GONE
    async with SqlState.open(DataFolder(world.bot.data_dir).state) as state:
        assert await state.settings.of(general.guild.id) == settings
        await state.forget_server(general.guild.id)
    ruth.uninstall()


async def test_a_server_whose_installation_does_not_count(servers: Servers) -> None:
    """Where Discord says that the person alone brought the bot, nothing of the server is shown, though it is there."""
    command = next(one for one in servers.world.discord.commands() if one["name"] == "ask")
    for question, where in (
        (QUESTION, servers.general),
        (VAULT_QUESTION, servers.vault),
        (ROLE_QUESTION, servers.general),
    ):
        option = {"name": "question", "type": 3, "value": question}
        data = {"id": command["id"], "name": "ask", "type": 1, "options": [option]}
        message = await servers.ruth._interact(COMMAND, where, data, {"1": str(servers.ruth.id)}).message()
        assert (verdict(message), message.ephemeral, leaked(whole(message))) == (NONE, True, [])


# Corrections


async def test_corrections(servers: Servers) -> None:
    """What is corrected of a limited article is told to managers who may read it where they ask, and nowhere else."""
    world, boris, ruth = servers.world, servers.boris, servers.ruth
    alice, general, lobby = world.alice, servers.general, servers.lobby
    answer = await ask_privately(servers, alice, servers.vault, VAULT_QUESTION)
    why = await (await alice.click(answer, "Why this?")).message()
    form = await (await alice.click(why, "Correct…")).modal_opened()
    names = [part["component"]["custom_id"] for part in form.interaction.modal["components"]]  # type: ignore[index]
    chosen = {"quote": "0"} if "quote" in names else {}
    told = await (await alice.submit(form, {"kind": "preferred", **chosen})).message()
    assert told.text.startswith(f"“{VAULT_TITLE}” is quoted first")
    assert VAULT_TITLE in (await (await alice.slash(servers.vault, "library corrections")).message()).text
    for who, where in ((alice, general), (boris, lobby)):
        view = await (await who.slash(where, "library corrections")).message()
        assert leaked(whole(view)) == []
    sent_id = sent_id_of(answer)
    for who, where in ((boris, lobby), (ruth, general)):
        assert (await press_button(servers, who, where, "correct", sent_id)).text == GONE
    kind = {"type": 21, "id": 2, "custom_id": "kind", "value": "unquoted"}
    data = {"custom_id": f"quotebot:correcting:{sent_id}:0", "components": [{"type": 18, "id": 1, "component": kind}]}
    for who, where, refusal in ((boris, lobby, GONE), (ruth, general, ONLY_MANAGERS)):
        refused = await who._interact(MODAL, where, data).message()
        assert refused.text == refusal
    refused = await alice._interact(MODAL, general, data).message()
    assert refused.text == CONTEXT_GONE
    view = await (await alice.slash(servers.vault, "library corrections")).message()
    select = view.select("Take one back")
    await (await alice.choose(view, select, [select.options[0]["value"]])).message()


async def test_titles_of_newer_articles(servers: Servers) -> None:
    """The form that corrects an answer names no title of an article that may not be read there, however near."""
    boris, lobby = servers.boris, servers.lobby
    answer = await ask_privately(servers, boris, lobby, SHARED_QUESTION)
    why = await (await boris.click(answer, "Why this?")).message()
    form = await (await boris.click(why, "Correct…")).modal_opened()
    names = [part["component"]["custom_id"] for part in form.interaction.modal["components"]]  # type: ignore[index]
    chosen = {"quote": "0"} if "quote" in names else {}
    for title in (TITLE, ROLE_TITLE, f"{VAULT_TITLE} again"):
        told = await (await boris.submit(form, {"kind": "superseded", "newer": title, **chosen})).message()
        assert told.text.startswith(f"There is no article with the title “{title}” here. Nothing was changed.")
        assert leaked(told.text.replace(title, "")) == []


# Everything that was sent


async def test_nothing_reached_anybody_else(servers: Servers) -> None:
    """In all that these tests did, no message outside of Alpha ever held what its articles say."""
    question = "Did Ilvane Tarosk dine in Wexelmoor before the ceremony?"
    await ask_privately(servers, servers.ruth, servers.general, question)
    elsewhere = [servers.lobby, *(person.dm for person in servers.world.discord.people.values())]
    sent = [message.look() for channel in elsewhere for message in channel.messages.values() if message.author.bot]
    assert len(sent) > len(PUBLIC)
    held = [SIGNED, DEVELOPED, AGREED, "Tarosk", "Ombrecht", "Lindqvarn", SOUP]
    assert [text for text in held for message in sent if text in whole(message).replace("**", "")] == []


async def test_log(servers: Servers) -> None:
    """The bot's log holds neither what was asked nor what the articles say."""
    question = "Did Ilvane Tarosk dine in Wexelmoor before the ceremony?"
    await ask_privately(servers, servers.ruth, servers.general, question)
    log = "\n".join(servers.world.bot.log)
    kept_out = (*SECRETS, "Zyxomar", "Quellith", "Vorpanic", "Wexelmoor", "ruth", "mallory", str(servers.mallory.id))
    assert [word for word in kept_out if word in log] == []
    assert "ready as quotebot" in log


# A quoted message


MESSAGE_QUESTION = "Who repaired the Brallic organ?"
REPAIRED = "Organist Sella Quenwick repaired the Brallic organ in the vault."


async def test_a_message_of_a_limited_channel(servers: Servers) -> None:
    """What is quoted from a channel that not everyone may see is quoted there, in its threads, and nowhere else."""
    world, ruth, mallory = servers.world, servers.ruth, servers.mallory
    for one in (world.alice, world.bob, ruth, world.discord.bot):
        servers.vault.allow(one, "view_channel")
    servers.vault.deny(servers.alpha.everyone, "view_channel")
    written = await ruth.say(servers.vault, REPAIRED)
    form = await world.alice.use_message_command(servers.vault, "Quote as answer", written)
    told = await (await world.alice.submit(form, {"title": "The Brallic organ"})).message()
    assert told.text.splitlines()[0] == f"Quoted for {servers.vault.mention}: The Brallic organ"
    notice = await world.discord.reply_to(written)
    assert "Quenwick" not in whole(notice)
    value = f"{servers.alpha.id}/channel-{servers.vault.id}:message-{written.id}"
    for where in (servers.vault, servers.thread):
        assert quote_of(await ask_privately(servers, ruth, where, MESSAGE_QUESTION)) == f"> {REPAIRED}"
        assert await titles(ruth, where, "Brallic") == [value]
    for who, where in ((ruth, servers.general), (mallory, servers.general), (mallory, servers.lobby), (ruth, ruth.dm)):
        for door in (ask_privately, mention):
            assert "Quenwick" not in whole(await door(servers, who, where, MESSAGE_QUESTION))
        assert await titles(who, where, "Brallic") == []
        assert await opened(who, where, value) == article_none(value)
    servers.vault.allow(servers.alpha.everyone, "view_channel")


async def test_a_form_of_another_server(servers: Servers) -> None:
    """A form that one server's manager opened makes no article in another, nor for readers that it does not offer."""
    world, boris = servers.world, servers.boris
    written = await world.bob.say(servers.general, REPAIRED)
    for where, readers in ((servers.lobby, "everyone"), (servers.general, f"role-{servers.diplomats.id}")):
        form = await (await world.alice.use_message_command(servers.general, "Quote as answer", written)).modal_opened()
        title = {"type": 4, "id": 2, "custom_id": "title", "value": "Organ"}
        chosen = {"type": 3, "id": 4, "custom_id": "readers", "values": [readers]}
        parts = [{"type": 18, "id": an_id, "component": field} for an_id, field in ((1, title), (3, chosen))]
        data = {"custom_id": str(form["custom_id"]), "components": parts}
        refused = await (boris if where is servers.lobby else world.alice)._interact(MODAL, where, data).message()
        assert refused.text.startswith("This form is too old")
    assert await titles(boris, servers.lobby, "Organ", "library remove") == []


async def test_buttons_below_a_message_of_another_server(servers: Servers) -> None:
    """The buttons below a quoted message do nothing where they are brought to another server."""
    world = servers.world
    written = await servers.mallory.say(servers.general, "The Brallic organ has nine hundred pipes.")
    form = await world.alice.use_message_command(servers.general, "Quote as answer", written)
    await (await world.alice.submit(form, {"title": "Pipes"})).message()
    brought = await planted(servers, servers.lobby, f"quotebot:quoted:remove:{written.id}")
    refused = await (await servers.mallory.click(brought, "Press")).next_message()
    assert refused.text == "This message is no longer quoted, or no longer there."
    assert len(await titles(world.alice, servers.general, "Pipes", "library remove")) == 1
