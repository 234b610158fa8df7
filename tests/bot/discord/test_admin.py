"""What those who manage a server may do with /library, /settings and /review, and nobody else."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.discord.ui.settings_form import GROUPS
from index.files.data_folder import DataFolder
from index.ingest.readers.files import SUFFIXES
from index.storage.library import Library
from tests.bot.discord.conftest import World
from tests.bot.discord.outcomes import outcome
from tests.bot.discord.process import BotProcess, copied
from tests.bot.discord.settings_form import BOTH, opened, set_in, set_settings, settings_text, settings_view
from tests.discord_server import Channel, DiscordServer, Guild, Message, NotAllowed, Person, Role, Upload
from tests.discord_server.errors import Json
from tests.discord_server.interactions import AUTOCOMPLETE, COMMAND, Interaction
from tests.discord_server.options import Resolved, command_data
from tests.discord_server.responses import Response

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

ONLY_MANAGERS = "Only people who may manage this server can do that."
NOTHING = "Nothing was added."
TEXT = "Mill of Orsk\n\nThe mill of Orsk grinds nine tonnes of rye a day. Its wheel was built by Tilda Bream.\n"
COMMANDS = [
    "library status",
    "library corrections",
    "library sync",
    "library remove",
    "library add",
    "library add-address",
    "library add-thread",
    "settings",
    "review",
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def mona(world: World) -> Person:
    """Somebody who may manage the server and nothing more."""
    person = world.discord.add_person("mona")
    world.guild.join(person, permissions="manage_guild")
    return person


@pytest_asyncio.fixture(loop_scope="module")
async def channel(world: World, mona: Person) -> Channel:
    """A channel of a new server that Mona manages and that Bob is a member of."""
    return new_server(world.discord, mona, world.bob)


def new_server(discord: DiscordServer, manager: Person, *members: Person) -> Channel:
    """A channel of a new server."""
    guild = discord.add_guild("Gamma")
    guild.join(manager, permissions="manage_guild")
    for member in members:
        guild.join(member)
    return guild.add_channel("general")


async def reply_text(response: Response) -> str:
    """The text of an answer that nobody but the asker sees."""
    message = await response.message()
    assert message.ephemeral
    return message.text


async def add(who: Person, where: Channel, filename: str, data: bytes | str, **scope: Channel | Role) -> str:
    """Upload a file, under a name that Discord itself might not let through, and return what is said to that."""
    return await add_as(who, where, {"filename": filename}, data, **scope)


async def add_as(who: Person, where: Channel, claims: Json, data: bytes | str, **scope: Channel | Role) -> str:
    """Upload a file of which Discord tells some things other than they are, and return what is said to that."""
    raw = data.encode() if isinstance(data, str) else data
    resolved = Resolved(who, where)
    command = known(who, where, "library")
    sent = command_data(command, ["add"], {"file": Upload("plain", raw), **scope}, resolved)
    for attachment in resolved.found["attachments"].values():
        attachment.update(claims)
    message = await outcome(who._interact(COMMAND, where, sent))
    assert message.ephemeral
    return message.text


def known(who: Person, where: Channel, name: str) -> Json:
    """A registered command."""
    commands = who.server.registry.known_to(where.guild.id if where.guild else None)
    return next(command for command in commands if command["name"] == name)


def line(key: str, title: str, text: str) -> str:
    """An article as a line of a .jsonl file."""
    return json.dumps({"id": key, "title": title, "text": text}) + "\n"


def files_of(data_dir: Path, guild: Guild | None) -> list[str]:
    """The names of the files that a server gave, below its own folder."""
    assert guild is not None
    folder = data_dir / "servers" / str(guild.id)
    return sorted(file.relative_to(folder).as_posix() for file in folder.glob("**/articles/**/*") if file.is_file())


async def remove(who: Person, where: Channel, title: str) -> str:
    """What /library remove says."""
    return await reply_text(await who.slash(where, "library remove", title=title))


async def status(who: Person, where: Channel) -> list[str]:
    """The lines of /library status."""
    return (await reply_text(await who.slash(where, "library status"))).splitlines()


async def suggested(who: Person, where: Channel, typed: str) -> list[str]:
    """The names that are suggested for /library remove."""
    return [choice["name"] for choice in await who.autocomplete(where, "library remove", title=typed)]


async def ask(who: Person, where: Channel, question: str) -> str:
    """The first line of a private answer, whatever of it is in bold."""
    response = await who.slash(where, "ask", question=question, private=True)
    return (await reply_text(response)).splitlines()[0].replace("**", "")


# Who may


@contextmanager
def overridden(world: World) -> Iterator[None]:
    """Within this, Discord lets everybody use the commands of managers, as a server may tell it to."""
    asked = [command for command in world.discord.commands() if command["default_member_permissions"] is not None]
    before = [command["default_member_permissions"] for command in asked]
    for command in asked:
        command["default_member_permissions"] = None
    try:
        yield
    finally:
        for command, needed in zip(asked, before, strict=True):
            command["default_member_permissions"] = needed


def options(command: str) -> dict[str, str | Upload]:
    """The options that a command requires."""
    required: dict[str, dict[str, str | Upload]] = {
        "library add": {"file": Upload("mill.txt", TEXT.encode())},
        "library add-address": {"address": "https://site.example/"},
        "library remove": {"title": "mill"},
    }
    return required.get(command, {})


@pytest.mark.parametrize("command", COMMANDS)
async def test_discord_refuses(world: World, channel: Channel, command: str) -> None:
    """Discord itself keeps the commands of managers from everybody else, and all of them out of direct messages."""
    with pytest.raises(NotAllowed, match="bob lacks the permissions"):
        await world.bob.slash(channel, command, **options(command))
    with pytest.raises(NotAllowed, match="is not for direct messages"):
        await world.bob.slash(world.bob.dm, command, **options(command))


@pytest.mark.parametrize("command", COMMANDS)
async def test_bot_refuses(world: World, channel: Channel, command: str) -> None:
    """Where a server lets everybody use the commands of managers, the bot refuses them all the same."""
    with overridden(world):
        assert await reply_text(await world.bob.slash(channel, command, **options(command))) == ONLY_MANAGERS
    assert files_of(world.bot.data_dir, channel.guild) == []


@pytest.mark.parametrize("command", COMMANDS)
async def test_bot_refuses_in_direct_messages(world: World, command: str) -> None:
    """Should a command of managers ever come from a direct message, the bot refuses it."""
    bob, resolved = world.bob, Resolved(world.bob, world.bob.dm)
    name, *path = command.split()
    data = command_data(known(bob, bob.dm, name), path, options(command), resolved)
    assert await reply_text(bob._interact(COMMAND, bob.dm, data)) == ONLY_MANAGERS


async def test_suggestions_are_for_managers(world: World, mona: Person, channel: Channel) -> None:
    """Nobody else is suggested what could be removed."""
    await add(mona, channel, "mill.txt", TEXT)
    assert await suggested(mona, channel, "mill") == ["Mill of Orsk"]
    with overridden(world):
        assert await suggested(world.bob, channel, "mill") == []
        resolved = Resolved(world.bob, world.bob.dm)
        command = known(world.bob, world.bob.dm, "library")
        data = command_data(command, ["remove"], {"title": "mill"}, resolved, focused="title")
        it: Interaction = world.bob._interact(AUTOCOMPLETE, world.bob.dm, data).interaction
        assert await it.changed.until(lambda: it.choices, 3, "nothing was suggested") == []


async def test_settings_view_is_for_managers(world: World, mona: Person, channel: Channel) -> None:
    """Somebody who lost the right to manage can no longer use the view of the settings that was sent to them."""
    message = await settings_view(mona, channel)
    forms = [await opened(mona, message, group) for group in GROUPS]
    assert channel.guild is not None
    roles = channel.guild.members[mona.id].roles
    taken = roles.pop()
    for group in GROUPS:
        refusal = await (await mona.click(message, f"quotebot:settings:{group}")).message()
        assert (refusal.text, refusal.ephemeral) == (ONLY_MANAGERS, True)
    entries: list[dict[str, object]] = [{"channels": [channel]}, {"private": "asker"}, {"collections": "shared"}]
    for form, values in zip(forms, entries, strict=True):
        refusal = await (await mona.submit(form, values)).next_message()
        assert (refusal.text, refusal.ephemeral) == (ONLY_MANAGERS, True)
    roles.append(taken)
    assert (await settings_view(mona, channel)).text == settings_text()
    assert message.now.text == settings_text()


# The library


async def test_text_file(mona: Person, channel: Channel) -> None:
    """A text file is an article, titled by its first line, which is quoted from then on."""
    assert await add(mona, channel, "mill.txt", TEXT) == "Added to everyone in this server: Mill of Orsk"
    answer = await ask(mona, channel, "Who built the wheel of the mill of Orsk?")
    assert answer == "> The mill of Orsk grinds nine tonnes of rye a day. Its wheel was built by Tilda Bream."


async def test_markdown_file(mona: Person, channel: Channel) -> None:
    """A Markdown file tells title, publisher, date and address in its front matter."""
    front = "---\ntitle: Rye of Orsk\npublisher: Orsk Post\ndate: 2025-04-01\nurl: https://orsk.example/rye\n---\n"
    text = f"{front}# Rye\n\nThe farmers of Orsk sow rye in September, because the winter there begins in October.\n"
    assert await add(mona, channel, "rye.md", text) == "Added to everyone in this server: Rye of Orsk"
    response = await mona.slash(channel, "ask", question="When do the farmers of Orsk sow rye?", private=True)
    source = (await reply_text(response)).splitlines()[1]
    assert source == "— [Rye of Orsk](https://orsk.example/rye) · Orsk Post · April 1, 2025"


LINES = [
    line("a", "Alder of Orsk", "The alder of Orsk is nine hundred years old and stands beside the church."),
    line("b", "Birch of Orsk", "The birch of Orsk was planted by the first mayor and fell in a storm."),
    line("c", "Cedar of Orsk", "The cedar of Orsk is hollow, and three people can sleep within its trunk."),
]


async def test_lines_file(world: World, mona: Person, channel: Channel) -> None:
    """Each line of a .jsonl file is an article, which can be removed alone."""
    added = await add(mona, channel, "trees.jsonl", "".join(LINES))
    assert added == "Added to everyone in this server: Alder of Orsk, Birch of Orsk, Cedar of Orsk"
    assert await suggested(mona, channel, "") == ["Alder of Orsk", "Birch of Orsk", "Cedar of Orsk"]
    assert len(files_of(world.bot.data_dir, channel.guild)) == 3
    assert await remove(mona, channel, "Birch of Orsk") == "Removed: Birch of Orsk"
    assert await suggested(mona, channel, "") == ["Alder of Orsk", "Cedar of Orsk"]
    assert await reply_text(await mona.slash(channel, "library sync")) == "Up to date: 2 articles of this server."


async def test_line_named_as_its_file(mona: Person, channel: Channel) -> None:
    """An article whose id is the name of its file takes nothing from the articles below it."""
    elm = line("trees", "Elm of Orsk", "The elm of Orsk was cut in 1911 by its owner.")
    added = await add(mona, channel, "trees.jsonl", elm + "".join(LINES))

    assert added == "Added to everyone in this server: Elm of Orsk, Alder of Orsk, Birch of Orsk, Cedar of Orsk"


async def test_lines_with_one_id(mona: Person, channel: Channel) -> None:
    """Of two lines with one id, one is taken and the other refused."""
    articles = LINES[0] + LINES[0].replace("Alder", "Aspen") + LINES[1]
    added = await add(mona, channel, "trees.jsonl", articles)

    assert added.splitlines()[0] == "Added to everyone in this server: Alder of Orsk, Birch of Orsk"
    assert added.splitlines()[1:] == [
        "• “Aspen of Orsk” has the id a of another article here; give it another id or remove that one first."
    ]
    assert await suggested(mona, channel, "") == ["Alder of Orsk", "Birch of Orsk"]


async def test_lines_that_are_no_articles(mona: Person, channel: Channel) -> None:
    """What can be read of a .jsonl file is added, and each line that cannot is named by its number."""
    broken = LINES[0] + "{\n\n" + line("", "No id", "There is a text.") + LINES[1]
    added = (await add(mona, channel, "trees.jsonl", broken)).splitlines()
    assert added[0] == "Added to everyone in this server: Alder of Orsk, Birch of Orsk"
    assert added[1].startswith("• trees.jsonl (2) is no article (")
    assert added[2:] == ['• trees.jsonl (4) its "id" is empty; write one, or take the line out']


FORMATS = ", ".join(sorted(SUFFIXES))


@pytest.mark.parametrize(
    ("filename", "data", "problem"),
    [
        ("mill.psd", b"8BPS", f"mill.psd is not in a format that is read: {FORMATS}"),
        ("mill", b"text", f"mill is not in a format that is read: {FORMATS}"),
        ("...", b"text", f"... is not in a format that is read: {FORMATS}"),
        (
            "mill.txt",
            bytes(range(256)) * 20,
            "mill.txt is binary, not text; save it as text in UTF-8, or give it the ending of its format",
        ),
        (
            "mill.md",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "mill.md is binary, not text; save it as text in UTF-8, or give it the ending of its format",
        ),
        ("mill.txt", b"", "mill.txt is empty"),
        ("mill.txt", b" \n\t\n", "mill.txt is empty"),
        ("mill.jsonl", b"\n\n", "mill.jsonl is empty"),
        ("mill.md", b"---\ndraft: true\n---\nText.", "mill.md is a draft (draft: true)"),
    ],
)
async def test_unreadable_file(
    world: World, mona: Person, channel: Channel, filename: str, data: bytes, problem: str
) -> None:
    """A file that cannot be read is refused with the reason, and nothing of it stays."""
    head, refusal = (await add(mona, channel, filename, data)).splitlines()
    assert (head, refusal) == (NOTHING, f"• {problem}")
    assert files_of(world.bot.data_dir, channel.guild) == []
    assert await suggested(mona, channel, "") == []


@pytest.mark.parametrize(
    "filename",
    [
        "../../etc/passwd.txt",
        "../../../../../../../tmp/quotebot-escaped.txt",
        "/tmp/quotebot-escaped.txt",  # noqa: S108 - is to be refused
        "a/b\\c.txt",
        "..\\..\\c.txt",
        "....txt",
        ".txt.txt",
        "~.txt",
        "$(reboot) `x` & ;.txt",
        "*.txt",
        "x\x00y.txt",
        "x\ny.txt",
        "x" * 3000 + ".txt",
        "ω" * 300 + ".TXT",
        "@everyone **b** [x](https://evil.example).txt",
    ],
)
async def test_hostile_filename(world: World, mona: Person, channel: Channel, filename: str) -> None:
    """Whatever a file is called, it stands under a plain name in the folder of its server, and can be removed."""
    data_dir = world.bot.data_dir
    before = everything_around(data_dir)
    assert await add(mona, channel, filename, TEXT) == "Added to everyone in this server: Mill of Orsk"
    (kept,) = files_of(data_dir, channel.guild)
    folder, name = kept.rsplit("/", 1)
    assert folder == "everyone/articles"
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name.endswith(".txt")
    assert len(name) <= 60
    assert everything_around(data_dir) == before
    assert not Path("/tmp/quotebot-escaped.txt").exists()  # noqa: S108
    assert await remove(mona, channel, "Mill of Orsk") == "Removed: Mill of Orsk"
    assert files_of(data_dir, channel.guild) == []


def everything_around(data_dir: Path) -> list[str]:
    """The files beside the folders of servers, with those of other folders nearby."""
    servers = data_dir / "servers"
    outside = [file for file in data_dir.parent.rglob("*") if file.is_file() and not file.is_relative_to(servers)]
    passing = ("-wal", "-shm", "-journal")
    return sorted(str(file) for file in outside if not file.name.endswith(passing))


async def test_hostile_id(world: World, mona: Person, channel: Channel) -> None:
    """Whatever the id of an article is, it is kept in the folder of its server, and can be removed by its title."""
    before = everything_around(world.bot.data_dir)
    hostile = line("../../../x", "Elm of Orsk", "The elm of Orsk was cut in 1911 by its owner.")
    added = await add(mona, channel, "trees.jsonl", hostile + LINES[0])
    assert added == "Added to everyone in this server: Elm of Orsk, Alder of Orsk"
    files = files_of(world.bot.data_dir, channel.guild)
    assert [name.rsplit("/", 1)[0] for name in files] == ["everyone/articles"] * 2
    assert everything_around(world.bot.data_dir) == before
    assert await remove(mona, channel, "Elm of Orsk") == "Removed: Elm of Orsk"
    assert await suggested(mona, channel, "") == ["Alder of Orsk"]


REPLACES = "mill.txt is here already with other words. It replaces: Mill of Orsk"
CARP = TEXT.replace("Bream", "Carp").replace("Mill of Orsk", "Old mill of Orsk")


async def asked(who: Person, where: Channel, filename: str, data: str) -> Message:
    """Upload a file and return the question whether it may replace others."""
    resolved = Resolved(who, where)
    sent = command_data(known(who, where, "library"), ["add"], {"file": Upload(filename, data.encode())}, resolved)
    return await outcome(who._interact(COMMAND, where, sent))


async def pressed(who: Person, message: Message, button: str) -> str:
    """What a message says once a button on it was pressed."""
    return (await outcome(await who.click(message, button))).text


async def test_uploaded_again(world: World, mona: Person, channel: Channel) -> None:
    """A file under the name of one that was given before takes its place once that is wanted."""
    await add(mona, channel, "mill.txt", TEXT)
    message = await asked(mona, channel, "mill.txt", CARP)
    assert (message.text, message.ephemeral) == (REPLACES, True)
    assert await suggested(mona, channel, "") == ["Mill of Orsk"]
    assert await pressed(mona, message, "Replace") == "Added to everyone in this server: Old mill of Orsk"
    assert await suggested(mona, channel, "") == ["Old mill of Orsk"]
    assert len(files_of(world.bot.data_dir, channel.guild)) == 1
    answer = await ask(mona, channel, "Who built the wheel of the mill of Orsk?")
    assert answer == "> The mill of Orsk grinds nine tonnes of rye a day. Its wheel was built by Tilda Carp."


async def test_uploaded_beside_another(mona: Person, channel: Channel) -> None:
    """A file under the name of another is kept beside it, or nothing is changed, as was chosen."""
    await add(mona, channel, "mill.txt", TEXT)
    assert await pressed(mona, await asked(mona, channel, "mill.txt", CARP), "Cancel") == NOTHING
    assert await suggested(mona, channel, "") == ["Mill of Orsk"]
    kept = await pressed(mona, await asked(mona, channel, "mill.txt", CARP), "Keep both")
    assert kept == "Added to everyone in this server: Old mill of Orsk"
    assert await suggested(mona, channel, "") == ["Mill of Orsk", "Old mill of Orsk"]
    assert await add(mona, channel, "mill.txt", TEXT) == "Added to everyone in this server: Mill of Orsk"
    assert await remove(mona, channel, "Old mill of Orsk") == "Removed: Old mill of Orsk"
    assert await suggested(mona, channel, "") == ["Mill of Orsk"]


async def test_question_is_for_managers(mona: Person, channel: Channel) -> None:
    """Somebody who lost the right to manage can no longer answer what they were asked."""
    await add(mona, channel, "mill.txt", TEXT)
    message = await asked(mona, channel, "mill.txt", CARP)
    assert channel.guild is not None
    roles = channel.guild.members[mona.id].roles
    taken = roles.pop()
    refusal = await (await mona.click(message, "Replace")).next_message()
    assert (refusal.text, refusal.ephemeral) == (ONLY_MANAGERS, True)
    roles.append(taken)
    assert await suggested(mona, channel, "") == ["Mill of Orsk"]


async def test_lines_uploaded_again(world: World, mona: Person, channel: Channel) -> None:
    """A line with the id of an article that was given before takes its place once that is wanted."""
    await add(mona, channel, "trees.jsonl", "".join(LINES))
    great = LINES[0].replace("Alder of Orsk", "Great alder of Orsk")
    message = await asked(mona, channel, "trees.jsonl", great + LINES[1])
    assert message.text == "trees.jsonl is here already with other words. It replaces: Alder of Orsk"
    added = await pressed(mona, message, "Replace")
    assert added == "Added to everyone in this server: Great alder of Orsk, Birch of Orsk"
    assert (await suggested(mona, channel, ""))[:2] == ["Birch of Orsk", "Cedar of Orsk"]
    assert await suggested(mona, channel, "alder") == ["Great alder of Orsk"]
    assert len(files_of(world.bot.data_dir, channel.guild)) == 3


async def test_id_of_another_file(mona: Person, channel: Channel) -> None:
    """An article with the id of one from another file is added beside that."""
    first, second = (f"---\nid: oak\ntitle: Oak {n}\n---\nThe oak of Orsk is tree number {n}.\n" for n in (1, 2))
    assert await add(mona, channel, "one.md", first) == "Added to everyone in this server: Oak 1"
    assert await add(mona, channel, "two.md", second) == "Added to everyone in this server: Oak 2"
    assert await suggested(mona, channel, "") == ["Oak 1", "Oak 2"]


async def test_channel_and_role(world: World, mona: Person, channel: Channel) -> None:
    """An article is for a channel or for a role, never for both."""
    assert channel.guild is not None
    role = channel.guild.add_role("Elders")
    refusal = await add(mona, channel, "mill.txt", TEXT, channel=channel, role=role)
    assert refusal == "Choose a channel or a role, not both."
    assert files_of(world.bot.data_dir, channel.guild) == []
    everyone = await add(mona, channel, "mill.txt", TEXT, role=channel.guild.everyone)
    assert everyone == "Added to everyone in this server: Mill of Orsk"


async def test_removed_by_choice(mona: Person, channel: Channel) -> None:
    """The article that was chosen from the list is removed and answers no more."""
    await add(mona, channel, "mill.txt", TEXT)
    await add(mona, channel, "trees.jsonl", "".join(LINES))
    (choice,) = await mona.autocomplete(channel, "library remove", title="mill")
    assert choice["name"] == "Mill of Orsk"
    assert await remove(mona, channel, choice["value"]) == "Removed: Mill of Orsk"
    again = f"There is no article with the title “{choice['value']}” here. "
    assert (
        await remove(mona, channel, choice["value"]) == f"{again}Choose one from the list that appears while you type."
    )
    answer = await ask(mona, channel, "Who built the wheel of the mill of Orsk?")
    assert answer.startswith("The articles do not answer this.")


async def test_removed_by_title(mona: Person, channel: Channel) -> None:
    """A typed title removes its article, in whatever case, and one that there is not removes nothing."""
    await add(mona, channel, "trees.jsonl", "".join(LINES))
    assert await remove(mona, channel, "cedar of orsk") == "Removed: Cedar of Orsk"
    none = "There is no article with the title “Dogwood” here. Choose one from the list that appears while you type."
    assert await remove(mona, channel, "Dogwood") == none
    assert await suggested(mona, channel, "") == ["Alder of Orsk", "Birch of Orsk"]


async def test_same_title_twice(mona: Person, channel: Channel) -> None:
    """Articles that have one title are both suggested, and the one that was chosen is removed."""
    other = line("z", "Alder of Orsk", "Another alder of Orsk was struck by lightning on a Sunday.")
    await add(mona, channel, "trees.jsonl", LINES[0] + other)
    assert channel.guild is not None
    values = [f"{channel.guild.id}/everyone:{key}" for key in ("a", "z")]
    for command in ("article", "library remove"):
        choices = await mona.autocomplete(channel, command, title="alder")
        assert sorted(choice["value"] for choice in choices) == values
        assert choices[0]["name"] != choices[1]["name"]
    assert await remove(mona, channel, values[1]) == "Removed: Alder of Orsk"
    assert await ask(mona, channel, "How old is the alder of Orsk?") == (
        "> The alder of Orsk is nine hundred years old and stands beside the church."
    )


async def test_removed_from_channel_and_role(mona: Person, channel: Channel) -> None:
    """Who manages a server finds and removes what is for a channel or a role that they do not have."""
    assert channel.guild is not None
    role, other = channel.guild.add_role("Elders"), channel.guild.add_channel("other")
    await add(mona, channel, "mill.txt", TEXT, role=role)
    await add(mona, channel, "trees.jsonl", LINES[0], channel=other)
    assert await suggested(mona, channel, "of orsk") == ["Alder of Orsk", "Mill of Orsk"]
    assert await remove(mona, channel, "Mill of Orsk") == "Removed: Mill of Orsk"
    assert await remove(mona, channel, "Alder of Orsk") == "Removed: Alder of Orsk"
    assert await suggested(mona, channel, "") == []


async def test_status(world: World, mona: Person, channel: Channel) -> None:
    """The figures are those of what each scope has, of the articles for all, and of the bytes that are kept."""
    assert channel.guild is not None
    role, other = channel.guild.add_role("Elders"), channel.guild.add_channel("other")
    with Library.open(DataFolder(world.bot.data_dir)) as library:
        shared = list(library.articles.listing())
    for_all = f"For all servers: {len(shared)} articles, {sum(passages for _, passages in shared)} passages"
    assert await status(mona, channel) == [
        "This server has no articles of its own. Add some with `/library add`.",
        for_all,
        "-# 0.0 of 50.0 MB used by this server.",
    ]
    await add(mona, channel, "mill.txt", TEXT + "\n" * 150_000)
    await add(mona, channel, "trees.jsonl", LINES[0], role=role)
    await add(mona, channel, "trees.jsonl", "".join(LINES), channel=other)
    lines = await status(mona, channel)
    assert sorted(lines[:3]) == sorted(
        [
            f"{other.mention}: 3 articles, 3 passages",
            "everyone in this server: one article, one passage",
            f"{role.mention}: one article, one passage",
        ]
    )
    assert lines[3:] == [for_all, "-# 0.2 of 50.0 MB used by this server."]


async def test_sync(world: World, mona: Person, channel: Channel) -> None:
    """A sync takes in what was done to the files of the server by hand."""
    await add(mona, channel, "trees.jsonl", "".join(LINES))
    folder = world.bot.data_dir / "servers" / str(channel.guild and channel.guild.id) / "everyone" / "articles"
    next(file for file in folder.iterdir() if "Cedar" in file.read_text()).unlink()
    (folder / "mill.txt").write_text(TEXT)
    (folder / "rye.txt").write_text("Rye of Orsk\n\nThe farmers of Orsk sow rye in September.\n")
    assert await reply_text(await mona.slash(channel, "library sync")) == "Up to date: 4 articles of this server."
    assert await suggested(mona, channel, "") == ["Alder of Orsk", "Birch of Orsk", "Mill of Orsk", "Rye of Orsk"]


# Limits

ROWS = 180_000  # lines that make a file of 0.2 MB


@dataclass
class Small:
    """A bot that takes little, and somebody who manages servers."""

    bot: BotProcess
    zora: Person


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def small(articles_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Small]:
    """A bot that takes files of 0.2 MB and 0.3 MB of a server."""
    data_dir = copied(articles_dir, tmp_path_factory.mktemp("small"))
    async with DiscordServer() as discord:
        limits = "[library]\nmax_megabytes = 0.2\n[discord]\ncooldown_seconds = 0\nserver_megabytes = 0.3\n"
        bot = BotProcess(discord, data_dir, limits)
        await bot.start()
        try:
            yield Small(bot, discord.add_person("zora"))
        finally:
            code = await bot.stop()
        assert code == 0
        assert [text for text in bot.log if "ERROR" in text or "Traceback" in text] == []


async def test_too_large(small: Small) -> None:
    """A file that is too large is refused with the figures and not kept."""
    channel = new_server(small.bot.server, small.zora)
    answer = await add(small.zora, channel, "mill.txt", TEXT + "\n" * 250_000)
    assert answer == f"{NOTHING}\n• mill.txt has 0.3 MB; the most is 0.2 MB."
    assert files_of(small.bot.data_dir, channel.guild) == []


async def test_other_than_told(small: Small) -> None:
    """A file that is larger than Discord told, or not among its files, is refused and not kept."""
    channel = new_server(small.bot.server, small.zora)
    for claims in ({"size": 50}, {"url": "http://127.0.0.1:1/mill.txt"}):
        answer = await add_as(small.zora, channel, {"filename": "mill.txt", **claims}, TEXT)
        assert answer == f"{NOTHING}\n• mill.txt could not be fetched from Discord. Try again."
    assert files_of(small.bot.data_dir, channel.guild) == []


async def test_full_server(small: Small) -> None:
    """A server takes no more than it has room for, for whomever it is; another server has its own room."""
    zora, channel = small.zora, new_server(small.bot.server, small.zora)
    assert channel.guild is not None
    assert await add(zora, channel, "mill.txt", TEXT + "\n" * ROWS) == "Added to everyone in this server: Mill of Orsk"
    scopes: list[dict[str, Role | Channel]] = [{}, {"role": channel.guild.add_role("Elders")}, {"channel": channel}]
    for scope in scopes:
        full = "would bring this server's articles to 0.4 MB; the most is 0.3 MB. Remove some first."
        assert await add(zora, channel, "rye.txt", TEXT + "\n" * ROWS, **scope) == f"{NOTHING}\n• rye.txt {full}"
    assert len(files_of(small.bot.data_dir, channel.guild)) == 1
    assert "-# 0.2 of 0.3 MB used by this server." in await status(zora, channel)
    other = new_server(small.bot.server, zora)
    assert await add(zora, other, "rye.txt", TEXT + "\n" * ROWS) == "Added to everyone in this server: Mill of Orsk"


async def test_room_after_removing(small: Small) -> None:
    """What is removed makes room."""
    zora, channel = small.zora, new_server(small.bot.server, small.zora)
    await add(zora, channel, "mill.txt", TEXT + "\n" * ROWS)
    assert await remove(zora, channel, "Mill of Orsk") == "Removed: Mill of Orsk"
    assert await add(zora, channel, "rye.txt", TEXT + "\n" * ROWS) == "Added to everyone in this server: Mill of Orsk"


async def test_change_in_a_full_server(small: Small) -> None:
    """A full server takes a file in place of one that had as many bytes."""
    zora, channel = small.zora, new_server(small.bot.server, small.zora)
    await add(zora, channel, "mill.txt", TEXT + "\n" * ROWS)
    message = await asked(zora, channel, "mill.txt", TEXT.replace("Bream", "Carpe") + "\n" * ROWS)
    assert message.text == REPLACES
    assert await pressed(zora, message, "Replace") == "Added to everyone in this server: Mill of Orsk"


# Settings

BRIDGE = "When will the old bridge in Arle open again?"
OPENS = "Mayor Ilse Brandt said the bridge would open again on 3 May."


async def test_channels(world: World, mona: Person, channel: Channel) -> None:
    """The bot answers in the chosen channels alone, says to commands which those are, and passes over mentions."""
    assert channel.guild is not None
    bob, other, third = world.bob, channel.guild.add_channel("other"), channel.guild.add_channel("third")
    message = await set_settings(mona, channel, "where", channels=[other, third])
    assert message.text == settings_text(channels=f"{other.mention}, {third.mention}")
    refusal = f"I answer in {other.mention} {third.mention} here."
    assert await reply_text(await bob.slash(channel, "ask", question=BRIDGE)) == refusal
    assert await reply_text(await bob.slash(channel, "search", query=BRIDGE)) == refusal
    assert await reply_text(await bob.slash(channel, "article", title="Old bridge")) == refusal
    mentioned = await bob.say(channel, BRIDGE, mention_bot=True)
    answered = await bob.say(other, BRIDGE, mention_bot=True)
    assert OPENS in (await world.discord.reply_to(answered)).text
    assert [one for one in channel.messages.values() if one.author.bot and one.interaction is None] == []
    assert await reply_text(await bob.use_message_command(channel, "Find sources", mentioned)) == refusal
    for where in (other, third, channel.guild.add_thread(other, "thread"), bob.dm):
        assert OPENS in (await (await bob.slash(where, "ask", question=BRIDGE)).message()).text
    assert (await set_in(mona, message, "where", channels=[])).text == settings_text()
    assert OPENS in (await (await bob.slash(channel, "ask", question=BRIDGE)).message()).text


async def test_private_by_default(world: World, mona: Person, channel: Channel) -> None:
    """Where answers are private, /ask is unless asked otherwise, and mentions are referred to /ask."""
    bob, changed = world.bob, await set_settings(mona, channel, "how", private="asker")
    assert changed.text == settings_text(readers="private")
    plain = await (await bob.slash(channel, "ask", question=BRIDGE)).message()
    public = await (await bob.slash(channel, "ask", question=BRIDGE, private=False)).message()
    assert (plain.ephemeral, public.ephemeral) == (True, False)
    assert (OPENS in plain.text, OPENS in public.text) == (True, True)
    mentioned = await bob.say(channel, BRIDGE, mention_bot=True)
    refusal = await world.discord.reply_to(mentioned)
    assert refusal.text == "In this server I answer privately only: use `/ask`."
    assert (await (await bob.slash(bob.dm, "ask", question=BRIDGE)).message()).ephemeral is False
    assert (await set_in(mona, changed, "how", private="everyone in the channel")).text == settings_text()
    assert not (await (await bob.slash(channel, "ask", question=BRIDGE)).message()).ephemeral


@pytest.mark.parametrize(
    ("choice", "words", "answers"),
    [
        ("own", "only this server's", [True, False]),
        ("shared", "only those for all servers", [False, True]),
        ("both", BOTH, [True, True]),
    ],
)
async def test_collections(mona: Person, channel: Channel, choice: str, words: str, answers: list[bool]) -> None:
    """A server shows its own articles, those for all servers, or both."""
    await add(mona, channel, "mill.txt", TEXT)
    changed = await set_settings(mona, channel, "who", collections=choice)
    assert changed.text == settings_text(collections=words)
    questions = ("Who built the wheel of the mill of Orsk?", BRIDGE)
    replies = [await ask(mona, channel, question) for question in questions]
    assert [answer.startswith("> ") for answer in replies] == answers


async def test_settings_are_each_servers_own(world: World, mona: Person, channel: Channel) -> None:
    """What is set in one server changes nothing in another."""
    other = new_server(world.discord, mona)
    await set_settings(mona, channel, "how", private="asker")
    assert (await settings_view(mona, other)).text == settings_text()
    assert (await settings_view(mona, channel)).text == settings_text(readers="private")


# A restart


async def test_settings_and_articles_survive_a_restart(world: World, mona: Person, channel: Channel) -> None:
    """A bot that was stopped and started again knows the settings, the articles and its old buttons as before."""
    await add(mona, channel, "mill.txt", TEXT)
    message = await set_settings(mona, channel, "where", channels=[channel])
    await set_in(mona, message, "who", collections="own")
    form = await opened(mona, message, "how")
    changed = await set_in(mona, message, "how", private="asker")
    expected = settings_text(channels=channel.mention, readers="private", collections="only this server's")
    assert changed.text == expected
    assert await world.bot.stop() == 0
    await world.bot.start()
    assert (await settings_view(mona, channel)).text == expected
    answer = await ask(world.bob, channel, "Who built the wheel of the mill of Orsk?")
    assert answer == "> The mill of Orsk grinds nine tonnes of rye a day. Its wheel was built by Tilda Bream."
    expected = settings_text(channels=channel.mention, collections="only this server's")
    assert (await set_in(mona, changed, "how", private="everyone")).text == expected
    expected = settings_text(channels=channel.mention, quotes="one", collections="only this server's")
    assert (await (await mona.submit(form, {"max_quotes": "1"})).message()).text == expected
