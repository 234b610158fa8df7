"""What goes wrong between Discord and the bot, or within it, loses no answer and gives none twice."""

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.discord.app import read_token
from bot.service.token_file import TokenError
from tests.bot.discord.conftest import World
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.process import BotProcess, copied, ended
from tests.discord_server import Channel, DiscordServer, Guild, Message, Person, Upload

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

QUESTION = "How many clocks does the museum own?"
ANSWER = (
    "> The museum of clocks will move into the old mill by the river in April. **It owns 412 clocks, the oldest of "
    "them built in 1583 by Jost Bodmer.** Until then its rooms in the castle stay open on Thursdays."
)
BEES = "How many tonnes of honey did the beekeepers harvest?"
HONEY = "harvested 14 tonnes of honey this year"
RESTARTED = "I am being restarted. Ask again in a minute."
CALLBACK, EDIT, WRITE = r"^/interactions/\d+/[^/]+/callback$", r"/messages/@original$", r"^/channels/\d+/messages$"
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12


LOG_ALL = """
import logging, bot.terminal.log as log
def log_all(token, settings, before=log.log_to_stderr):
    before(token, settings)
    logging.getLogger().setLevel(logging.DEBUG)
log.log_to_stderr = log_all
"""


@dataclass
class Lone:
    """A bot of two shards, with its token from a file, that tests stop, kill and harm; and who is there."""

    discord: DiscordServer
    bot: BotProcess
    guilds: tuple[Guild, Guild]
    channels: tuple[Channel, Channel]
    alice: Person
    bob: Person


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(articles_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Lone]:
    """The bot for the tests that end it; `lone` has it run."""
    folder = tmp_path_factory.mktemp("lone")
    async with DiscordServer() as discord:
        discord.shards = 2
        guilds = discord.add_guild("First"), discord.add_guild("Second")
        alice, bob = discord.add_person("alice"), discord.add_person("bob")
        for guild in guilds:
            guild.join(alice, administrator=True)
            guild.join(bob)
        (folder / "token").write_text(f"{discord.token}\n", encoding="utf-8")
        settings = f'[discord]\ncooldown_seconds = 0\ntoken_file = "{folder / "token"}"\n[answer]\ncaution = "bold"\n'
        data_dir = copied(articles_dir, folder)
        arguments = ("--verbose",)
        bot = BotProcess(discord, data_dir, settings, arguments=arguments, changes=LOG_ALL, gives_token=False)
        await bot.start()
        try:
            first, second = (guild.add_channel("general") for guild in guilds)
            yield Lone(discord, bot, guilds, (first, second), alice, bob)
        finally:
            await bot.stop()
        discord.check_bodies()
        assert secrets_in(discord, bot.log) == []


@pytest_asyncio.fixture(loop_scope="module")
async def lone(running: Lone) -> Lone:
    """The bot for the tests that end it, running."""
    if not running.bot.is_running:
        await running.bot.start()
    return running


def errors(bot: BotProcess, since: int = 0) -> list[str]:
    """The lines of the log that tell of an error."""
    return [line for line in bot.log[since:] if "ERROR" in line or "Traceback" in line]


def from_bot(channel: Channel, since: Message) -> list[str]:
    """The first line of everything the bot wrote in a channel after a message, other than to commands."""
    found = [stored for number, stored in channel.messages.items() if number > since.id and stored.author.bot]
    return [stored.look().text.partition("\n")[0] for stored in found if stored.interaction is None]


async def asked(world: World, question: str = QUESTION) -> str:
    """The first line of the answer to a question of Bob's."""
    response = await world.bob.slash(world.general, "ask", question=question)
    return (await response.message()).text.partition("\n")[0]


# The connection to the gateway


async def test_resume_answers_what_was_missed(world: World) -> None:
    """An interaction and a message of the time in which the connection was down are answered after the RESUME."""
    await world.discord.drop_gateway()
    response = await world.bob.slash(world.general, "ask", question=QUESTION)
    written = await world.alice.say(world.general, QUESTION, mention_bot=True)
    assert (await response.message()).text.startswith(ANSWER)
    assert (await world.discord.reply_to(written)).text.startswith(ANSWER)
    gateway = world.discord.gateway
    assert (len(gateway.identifies), len(gateway.resumes), gateway.replayed) == (1, 1, [2])


async def test_reconnect_when_asked_to(world: World) -> None:
    """Where Discord asks for a reconnect (op 7) the bot resumes its session, and answers what is asked meanwhile."""
    before = len(world.discord.gateway.resumes)
    await world.discord.reconnect()
    assert await asked(world) == ANSWER
    assert (len(world.discord.gateway.identifies), len(world.discord.gateway.resumes)) == (1, before + 1)


async def test_invalid_session_is_begun_anew(world: World) -> None:
    """Where Discord declares the session invalid the bot identifies again and answers."""
    await world.discord.invalidate_session()
    await world.discord.until(lambda: len(world.discord.intents) == 2 and world.discord.gateway.is_ready())
    assert await asked(world) == ANSWER


async def test_no_privileged_intent(world: World) -> None:
    """The bot asks for servers, their messages and direct messages, and for nothing that Discord must grant it."""
    assert set(world.discord.intents) == {GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES}


async def test_two_shards(lone: Lone) -> None:
    """Servers of both shards are answered, each by its own, and direct messages by the first."""
    discord, bob = lone.discord, lone.bob
    assert {(guild.id >> 22) % 2 for guild in lone.guilds} == {0, 1}
    assert {session.shard for session in discord.gateway.sessions.values()} == {0, 1}
    for channel in lone.channels:
        response = await bob.slash(channel, "ask", question=QUESTION)
        assert (await response.message()).text.startswith(ANSWER)
        written = await bob.say(channel, QUESTION, mention_bot=True)
        assert (await discord.reply_to(written)).text.startswith(ANSWER)
    written = await bob.say(bob.dm, QUESTION)
    assert (await discord.reply_to(written)).text.startswith(ANSWER)


# Requests that fail


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("POST", CALLBACK, 429), ("PATCH", EDIT, 429), ("POST", CALLBACK, 500), ("PATCH", EDIT, 502)],
)
async def test_failed_request_of_a_command(world: World, method: str, path: str, status: int) -> None:
    """What Discord refuses for now (429, with Retry-After) or fails at (500, 502) is sent again, and shown once."""
    since = len(world.discord.requests)
    world.discord.fail_next(method, path, status, headers={"Retry-After": "0.3"})
    response = await world.bob.slash(world.general, "ask", question=QUESTION)
    assert (await response.message()).text.startswith(ANSWER)
    assert await asked(world, BEES) != ANSWER  # all that the first question led to has been sent by now
    tried = [request for request in world.discord.requests[since:] if request.method == method]
    own = [request for request in tried if response.interaction.token in request.path]
    waited = own[1].time - own[0].time
    assert [request.status for request in own] == [status, 200]
    assert 0.3 <= waited < 2
    assert response.interaction.followups == []


@pytest.mark.parametrize("status", [429, 502])
async def test_failed_reply(world: World, status: int) -> None:
    """A reply that Discord refuses for now or fails at is sent again, and stands there once."""
    world.discord.fail_next("POST", WRITE, status)
    written = await world.alice.say(world.general, QUESTION, mention_bot=True)
    assert (await world.discord.reply_to(written)).text.startswith(ANSWER)
    assert from_bot(world.general, written) == [ANSWER]


async def test_reply_whose_confirmation_is_lost(world: World) -> None:
    """A reply that was written though Discord said it had failed stands there once, not again."""
    since = len(world.discord.requests)
    world.discord.fail_next("POST", WRITE, 500, after=True)
    written = await world.alice.say(world.general, QUESTION, mention_bot=True)

    def tried() -> list[int]:
        return [request.status for request in world.discord.requests[since:] if re.search(WRITE, request.path)]

    await world.discord.until(lambda: tried()[1:])
    assert tried() == [500, 200]
    assert from_bot(world.general, written) == [ANSWER]


async def test_acknowledgement_whose_confirmation_is_lost(world: World) -> None:
    """A deferral that took effect though Discord said it had failed meets 40060 when retried; the answer comes once."""
    world.discord.fail_next("POST", CALLBACK, 500, after=True)
    response = await world.bob.slash(world.general, "ask", question=QUESTION)
    assert (await response.message()).text.startswith(ANSWER)
    own = [r for r in world.discord.requests if response.interaction.token in r.path]
    assert [(r.method, r.status) for r in own] == [("POST", 500), ("POST", 400), ("PATCH", 200)]


async def test_refusal_after_a_lost_acknowledgement(world: World) -> None:
    """A refusal reaches the person also where the deferral before it met 40060."""
    world.discord.fail_next("POST", CALLBACK, 500, after=True)
    response = await world.bob.slash(world.general, "article", title="no such title")

    message = await response.message(5)
    assert message.text.startswith("There is no article with the title “no such title” here.")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("method", "path"), [("POST", CALLBACK), ("PATCH", EDIT)])
async def test_dropped_connection(world: World, method: str, path: str, after: bool) -> None:
    """A request whose connection breaks, before it took effect or after, is sent again, and shown once."""
    since = len(world.bot.log)
    world.discord.fail_next(method, path, 0, after=after)
    response = await world.bob.slash(world.general, "ask", question=QUESTION)
    message = await response.message(5)
    assert message.now.text.startswith(ANSWER)
    assert response.interaction.followups == []
    assert errors(world.bot, since) == []


@pytest.mark.parametrize("after", [False, True])
async def test_dropped_reply(world: World, after: bool) -> None:
    """A reply whose connection breaks, before it took effect or after, is sent again, and stands there once."""
    since = len(world.bot.log)
    world.discord.fail_next("POST", WRITE, 0, after=after)
    written = await world.alice.say(world.general, QUESTION, mention_bot=True)
    await world.discord.reply_to(written)
    assert await asked(world) == ANSWER  # all that the message led to has been sent by now

    assert from_bot(world.general, written) == [ANSWER]
    assert errors(world.bot, since) == []


# Too late, and where the bot may not


@pytest.mark.parametrize("what", ["command", "button", "form", "completion"])
async def test_interaction_that_comes_too_late(world: World, what: str) -> None:
    """Whatever comes too late to be answered (10062) is let go without an error, and the next is answered."""
    message = await (await world.bob.slash(world.general, "ask", question=QUESTION)).message()
    log, sent = len(world.bot.log), len(world.discord.requests)
    typing = None
    if what == "command":
        await world.bob.slash(world.general, "ask", question=QUESTION)
    elif what == "completion":
        typing = asyncio.create_task(world.bob.autocomplete(world.general, "article", title="bridge"))
        await asyncio.sleep(0)  # until it has been sent
    else:
        await world.bob.click(message, "Why this?" if what == "button" else "Follow up")
    late = list(world.discord.interactions.values())[-1]
    late.born -= world.discord.ack_limit + 1
    assert await asked(world) == ANSWER
    if typing:
        typing.cancel()
    own = [request for request in world.discord.requests[sent:] if late.token in request.path]
    assert [request.answer["code"] for request in own] == [10062]
    assert errors(world.bot, log) == []


async def test_expired_token(world: World) -> None:
    """An answer for which the interaction's token has expired is let go without an error."""
    log = len(world.bot.log)
    world.discord.token_lifetime = 0.0
    await world.bob.slash(world.general, "ask", question=QUESTION)
    told = await world.bot.logged("answered too late", log)
    world.discord.token_lifetime = 900.0
    assert told.endswith("401 Unauthorized (error code: 50027): Invalid Webhook Token")
    assert await asked(world) == ANSWER
    assert errors(world.bot, log) == []


@pytest.mark.parametrize("permission", ["send_messages", "read_message_history"])
async def test_channel_the_bot_may_not_write_in(world: World, permission: str) -> None:
    """A mention where the bot may not write or reply is let go without an error; commands are answered there."""
    log = len(world.bot.log)
    channel = world.guild.add_channel(f"no {permission}")
    channel.deny(world.discord.bot, permission)
    await world.bob.say(channel, QUESTION, mention_bot=True)
    response = await world.bob.slash(channel, "ask", question=QUESTION)
    assert (await response.message()).text.startswith(ANSWER)

    assert errors(world.bot, log) == []


# Errors within


async def test_error_within_ends_in_an_apology(lone: Lone) -> None:
    """Where the index is damaged the person gets an apology, whose id stands in the log next to the traceback."""
    first, second = lone.channels
    upload = Upload("honey.txt", b"Honey\n\nThe honey of the monks of Lerin costs ninety crowns a jar.")
    assert (await outcome(await lone.alice.slash(first, "library add", file=upload))).text.startswith("Added to")
    library = lone.bot.data_dir / "servers" / str(lone.guilds[0].id) / "everyone" / "library.db"
    whole = library.read_bytes()
    library.write_bytes(b"damaged " * (len(whole) // 8))
    response = await lone.bob.slash(first, "ask", question=QUESTION)
    written = await lone.bob.say(first, QUESTION, mention_bot=True)
    for message in (await response.message(), await lone.discord.reply_to(written)):
        found = re.fullmatch(
            "Something went wrong on my side, and it was noted. Tell an operator this id: ([0-9a-f]{8})", message.text
        )
        assert found
        line = await lone.bot.logged(f"failed, id {found[1]}")
        assert " ERROR quotebot: " in line
        await lone.bot.logged(f"question - in server {lone.guilds[0].id}: failed ({found[1]})")
        assert (await lone.bot.logged("Traceback", lone.bot.log.index(line))) == lone.bot.log[
            lone.bot.log.index(line) + 1
        ]
    assert (await (await lone.bob.slash(second, "ask", question=QUESTION)).message()).text.startswith(ANSWER)
    library.write_bytes(whole)
    answer = await (await lone.bob.slash(first, "ask", question="What does the honey of Lerin cost?")).message()
    assert "The honey of the monks of Lerin costs ninety crowns a jar." in answer.text


# The token


async def test_wrong_token(running: Lone) -> None:
    """A token that Discord refuses ends the bot with one line that says so, without the token."""
    wrong = running.discord.token[::-1]
    code, lines = await ended(running.discord, running.bot.data_dir, "run", token=wrong)
    told = [line for line in lines if " INFO " not in line]
    assert told == ["Error: Discord refuses the token; copy it anew from the page Bot of your application"]
    assert code == 1
    assert wrong not in "\n".join(lines)


async def test_no_token(running: Lone) -> None:
    """Where there is no token, one line says how to come by one."""
    code, lines = await ended(running.discord, running.bot.data_dir, "run")
    assert (code, lines) == (
        1,
        [
            "Error: there is no Discord token; make an application on https://discord.com/developers/applications, "
            "copy the token from its page Bot, and set it as DISCORD_TOKEN or save it in a file named by "
            "discord.token_file"
        ],
    )


async def test_token_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token stands in its file with or without a line's end, and DISCORD_TOKEN goes before it."""
    file = tmp_path / "token"
    file.write_text(" secret\n", encoding="utf-8")
    file.chmod(0o600)
    warnings = list[str]()
    monkeypatch.setenv("DISCORD_TOKEN", " ")
    assert read_token(str(file), warnings.append) == "secret"
    monkeypatch.setenv("DISCORD_TOKEN", "other\n")
    assert read_token(str(file), warnings.append) == "other"
    assert warnings == []


async def test_token_file_of_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that others may read gives its token with a warning that names the fix and not the token."""
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    file = tmp_path / "token"
    file.write_text("secret", encoding="utf-8")
    file.chmod(0o640)
    warnings = list[str]()
    assert read_token(str(file), warnings.append) == "secret"
    assert warnings == [
        f"Warning: others on this machine may read the token in {file}; keep it yours with: chmod 600 {file}"
    ]


@pytest.mark.parametrize("content", ["se\ncret", "se cret", "se\x00cret", "sécret"])
async def test_token_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    """What cannot be a token is refused before it is sent anywhere, by its origin and without being repeated."""
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    file = tmp_path / "token"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(TokenError) as refused:
        read_token(str(file), lambda _: None)
    fix = "copy it anew from the page Bot of your application"
    assert str(refused.value) == f"{file} (discord.token_file) holds no token: it is one word; {fix}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "cannot read the token from {file}: "),
        (b"\n", "{file} (discord.token_file) is empty; save the bot's token in it"),
        (b"\xff\xfe", "{file} (discord.token_file) holds no token; save the bot's token in it"),
    ],
)
async def test_token_file_without_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, expected: str
) -> None:
    """A file that is missing, empty or no text is named with what is wrong."""
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    file = tmp_path / "token"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(TokenError) as refused:
        read_token(str(file), lambda _: None)
    assert str(refused.value).startswith(expected.format(file=file))


def secrets_in(discord: DiscordServer, log: list[str]) -> list[str]:
    """The lines of a log that hold the bot's token or that of an interaction."""
    tokens = [discord.token, *discord.interactions_by_token]
    return [line for line in log if any(token in line for token in tokens)]


async def test_tokens_stay_secret(lone: Lone) -> None:
    """Where everything is logged, also of requests that fail, no line holds the bot's token or an interaction's."""
    since, (channel, _) = len(lone.bot.log), lone.channels
    lone.discord.fail_next("PATCH", EDIT, 502)
    lone.discord.fail_next("POST", CALLBACK, 429, headers={"Retry-After": "0.1"})
    response = await lone.bob.slash(channel, "ask", question=QUESTION)
    await response.message()
    await lone.bot.logged("/webhooks/", since)
    written = "\n".join(lone.bot.log[since:])
    assert f"/interactions/{response.interaction.id}/[token]/callback" in written
    assert "'token': '[token]'" in written or '"token":"[token]"' in written
    assert secrets_in(lone.discord, lone.bot.log) == []


# Stopping and starting


async def test_stop_finishes_what_is_under_way(lone: Lone) -> None:
    """SIGTERM lets answers under way finish; who asks meanwhile is told of the restart; then the bot ends with 0."""
    log = len(lone.bot.log)
    questions = [await lone.bob.slash(lone.channels[number % 2], "ask", question=QUESTION) for number in range(12)]
    lone.discord.fail_next("PATCH", EDIT, 429, times=3, headers={"Retry-After": "1.0"})
    for response in questions:
        await response.acknowledged()
    lone.bot.signal(signal.SIGTERM)
    await lone.bot.logged("stopping", log)
    late = await lone.bob.slash(lone.channels[0], "ask", question=QUESTION)
    assert (await late.message()).text == RESTARTED
    assert late.ephemeral
    assert await lone.bot.stop() == 0
    assert [(await response.message(0)).text.partition("\n")[0] for response in questions] == [ANSWER] * 12
    assert errors(lone.bot, log) == []


async def test_restart_after_a_kill(lone: Lone) -> None:
    """After SIGKILL the buttons of before work, also a form that was open, and votes are kept."""
    first = lone.channels[0]
    answer = await (await lone.alice.slash(first, "ask", question=QUESTION)).message()
    found = await (await lone.alice.slash(first, "search", query="the old bridge over the river")).message()
    await (await lone.alice.click(answer, "👍")).message()
    context = await (await lone.alice.click(answer, "Read in context")).message()
    form = await (await lone.alice.click(answer, "Follow up")).modal_opened()
    assert await lone.bot.stop(signal.SIGKILL) == -signal.SIGKILL
    await lone.bot.start()
    vote = await (await lone.bob.submit(await lone.bob.click(answer, "👎"), {"reason": "old"})).message()
    assert vote.text == "Counted: 👎. You can change your vote. So far 👍 1, 👎 1."
    assert context.text.startswith(
        "— Museum of clocks moves into the old mill · Tolmin Weekly · November 20, 2024\n> **"
    )
    assert (await (await lone.bob.click(answer, "Read in context")).message()).text == context.text
    await (await lone.alice.click(found, "Next")).message()
    assert found.text.startswith("Passages for “the old bridge over the river”, 1–3 of ")
    assert found.now.text.startswith("Passages for “the old bridge over the river”, 4–6 of ")
    follow = await (await lone.alice.submit(form, "Who directs it?")).message()
    assert f"-# Following on: {QUESTION}" in follow.text.splitlines()
    assert "The director, Hanna Weiss, said the mill was dry" in follow.text


def puts(discord: DiscordServer, guild: Guild | None = None) -> int:
    """How often the commands were registered for all servers, or for one."""
    where = f"/guilds/{guild.id}" if guild else ""
    return len(discord.requests_to("PUT", f"^/applications/{discord.application_id}{where}/commands$"))


async def test_commands_are_registered_once(lone: Lone) -> None:
    """Only a first run registers the commands; `quotebot register` does at any time, for all servers or for one.

    With `--remove` it takes those of one server out again, and no others.
    """
    await lone.bot.stop()
    await lone.bot.start()
    assert (puts(lone.discord), lone.discord.commands(lone.guilds[0])) == (1, [])
    registered = len(lone.discord.commands())
    told = f"{registered} commands registered"
    token = lone.discord.token
    code, lines = await ended(lone.discord, lone.bot.data_dir, "register", token=token)
    assert (code, lines[-1], puts(lone.discord)) == (0, told, 2)
    guild = lone.guilds[1]
    code, lines = await ended(lone.discord, lone.bot.data_dir, "register", "--guild", str(guild.id), token=token)
    assert (code, lines[-1], puts(lone.discord), puts(lone.discord, guild)) == (0, told, 2, 1)
    assert [command["name"] for command in lone.discord.commands(guild)] == [
        command["name"] for command in lone.discord.commands()
    ]
    own = ("register", "--guild", str(guild.id), "--remove")
    code, lines = await ended(lone.discord, lone.bot.data_dir, *own, token=token)
    assert (code, lines[-1]) == (0, f"{guild.id} has no commands of its own any more")
    assert (lone.discord.commands(guild), len(lone.discord.commands())) == ([], registered)
    code, lines = await ended(lone.discord, lone.bot.data_dir, "register", "--remove", token=token)
    refused = "Error: --remove is for the commands of one server; name it with --guild ID"
    assert (code, lines) == (2, [refused])


def described(part: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """A command with its groups, subcommands and options, each with where it stands."""
    path = f"{path} {part['name']}".strip()
    yield path, part
    for inner in part.get("options") or []:
        yield from described(inner, path)


MENUS = ("Find sources", "Ask about this", "Quote as answer")


async def test_commands_are_translated(world: World) -> None:
    """Every command and option has a Spanish name and, where it has a description at all, a Spanish one."""
    parts = {path: part for command in world.discord.commands() for path, part in described(command)}
    assert {path.split()[0] for path in parts if path not in MENUS} == {
        *("ask", "search", "article", "sources", "help", "privacy", "library", "settings", "review")
    }
    for kind in ("name", "description"):
        for language in ("es-ES", "es-419"):
            lacking = [
                path
                for path, part in parts.items()
                if part.get(kind) and language not in (part.get(f"{kind}_localizations") or {})
            ]
            assert lacking == []
    assert parts["ask"]["name_localizations"]["es-ES"] == "preguntar"
    assert parts["ask question"]["description_localizations"]["es-419"] == "Lo que quieres saber"
    assert parts["library add"]["name_localizations"]["es-ES"] == "añadir"
    assert parts["Find sources"]["name_localizations"]["es-ES"] == "Buscar fuentes"
