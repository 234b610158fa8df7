"""What people see of the bot in Discord: sent by the bot itself, which runs over a server that speaks as Discord."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.service.messages import messages
from tests.bot.discord.process import BotProcess
from tests.discord_server import Channel, DiscordServer, Guild, Message, Person, Response
from tests.discord_server.errors import Json
from tests.discord_server.forms import TEXT_INPUT
from tests.pictures.scene import Above, Scene

BRIDGE = "When will the old bridge in Arle open again?"
COST = "What does the repair of the old bridge in Arle cost?"
MOVING = "What do I copy when I move Tintype to a new server?"
WINDOWS = "Does Tintype run on Windows?"
HANDBOOK = Path(__file__).with_name("handbook")
"""The articles on a program of which people ask in a channel for help."""
_SETTINGS = '[discord]\ncooldown_seconds = 0\n[answer]\ncaution = "bold"\n'
_FIRST = 10**17  # of the ids in pictures, as long as Discord's
_DAY = "2026-03-02"  # in the place of today, so that a picture is of what is sent on any day


class Seen(NamedTuple):
    """A message or a form as it was sent, what stands above it, and whether one person alone sees it."""

    sent: Json
    above: Above | None = None
    private: bool = False


@dataclass
class Stage:
    """A server with a forum and a channel, and those who are seen."""

    discord: DiscordServer
    guild: Guild
    bridges: Channel
    general: Channel
    help: Channel
    desk: Channel
    mona: Person
    """Who manages the server."""
    ben: Person
    noor: Person
    lucia: Person
    """Whose Discord is in German."""


async def journey(data_dir: Path) -> dict[str, Scene]:
    """The scenes, by the names of their pictures, of a bot that runs on a data folder."""
    async with DiscordServer() as discord:
        stage = _stage(discord)
        bot = BotProcess(discord, data_dir, _SETTINGS)
        await bot.start()
        try:
            seen = await _seen(stage)
        finally:
            await bot.stop()
        discord.check_bodies()
        return {name: _scene(stage, one) for name, one in seen.items()}


def _stage(discord: DiscordServer) -> Stage:
    discord.bot.name = "Quotebot"
    guild = discord.add_guild("Arle")
    mona, ben, noor = map(discord.add_person, ("mona", "ben", "noor"))
    lucia = discord.add_person("lucia", locale="de")
    guild.join(mona, permissions=("manage_guild", "manage_threads"))
    guild.join(ben)
    guild.join(noor)
    guild.join(lucia)
    guild.join(discord.bot, permissions="manage_threads")
    forum = guild.add_forum("bridges", ("solved", "open"))
    general, helping, desk = map(guild.add_channel, ("general", "help", "desk"))
    return Stage(discord, guild, forum, general, helping, desk, mona, ben, noor, lucia)


async def _seen(stage: Stage) -> dict[str, Seen]:
    seen = await _settings(stage)
    seen |= await _forum(stage)
    seen |= await _sharing(stage)
    seen |= await _votes(stage)
    seen |= await _corrections(stage)
    seen |= await _review(stage)
    return seen | await _answers(stage)


async def _settings(stage: Stage) -> dict[str, Seen]:
    view = await (await stage.mona.slash(stage.general, "settings")).message()
    where = await stage.mona.click(view, "Where")
    values: Json = {"channels": [stage.general, stage.help], "forums": [stage.bridges], "solved_tag": "solved"}
    view = await (await stage.mona.submit(await where.modal_opened(), values)).message()
    how = await stage.mona.click(view, "How")
    who = await stage.mona.click(view, "Who")
    chosen: Json = {"review_channel": stage.desk, "tells_moderators": True}
    view = await (await stage.mona.submit(await who.modal_opened(), chosen)).message()
    return {"settings": _seen_by("mona", "settings", view), "settings-how": await _form(how)}


async def _forum(stage: Stage) -> dict[str, Seen]:
    earlier = stage.guild.add_post(stage.bridges, "When does the old bridge in Arle open again?", stage.lucia, "Danke!")
    await stage.discord.next_bot_message(earlier)
    await stage.lucia.tag(earlier, "solved")
    post = stage.guild.add_post(stage.bridges, BRIDGE, stage.ben, "I have to get to work by bicycle.")
    answer = await stage.discord.next_bot_message(post)
    await (await stage.ben.click(answer, "Yes, solved")).next_message()
    posted = Above("ben", title=BRIDGE, said="I have to get to work by bicycle.")
    return {"forum": _message(answer, posted), "forum-solved": _message(answer.now, posted)}


async def _sharing(stage: Stage) -> dict[str, Seen]:
    private = await (await stage.ben.slash(stage.general, "ask", question=COST, private=True)).message()
    written = await stage.ben.say(stage.general, BRIDGE)
    asked = await (await stage.lucia.use_message_command(stage.general, "Ask about this", written)).message()
    return {
        "private": _seen_by("ben", "ask", private),
        "ask-about-german": _message(asked, _said(written)),
    }


async def _votes(stage: Stage) -> dict[str, Seen]:
    answer = await (await stage.ben.slash(stage.general, "ask", question=COST)).message()
    down = await stage.ben.click(answer, "👎")
    form = await _form(down)
    reason: Json = {"reason": "old", "remark": "It went up in spring."}
    await (await stage.ben.submit(await down.modal_opened(), reason)).message()
    return {"vote-down": form}


async def _corrections(stage: Stage) -> dict[str, Seen]:
    answer = await (await stage.mona.slash(stage.general, "ask", question=COST)).message()
    why = await (await stage.mona.click(answer, "Why this?")).message()
    opened = await stage.mona.click(why, "Correct…")
    form = await _form(opened)
    superseded: Json = {"kind": "preferred"}
    await (await stage.mona.submit(await opened.modal_opened(), superseded)).message()
    listed = await (await stage.mona.slash(stage.general, "library corrections")).message()
    return {"correct": form, "corrections": _seen_by("mona", "library corrections", listed)}


async def _review(stage: Stage) -> dict[str, Seen]:
    asked = [
        (stage.ben, "How tall is the lighthouse of Sillin?"),
        (stage.lucia, "How tall is the lighthouse in Sillin?"),
        (stage.ben, "Are dogs allowed on the school bus?"),
    ]
    messages = list[Message]()
    for who, question in asked:  # one after another, so that they are always in this order
        messages.append(await who.say(stage.general, question, mention_bot=True))
        await stage.discord.reply_to(messages[-1])
    review = await (await stage.mona.slash(stage.general, "review")).message()
    opened = await stage.mona.click(review, next(one for one in review.buttons if one.label == "Answer this"))
    written: Json = {"text": "The lighthouse of Sillin is 31 metres tall, with its lamp.", "named": True}
    form = await _form(opened)
    await (await stage.mona.submit(await opened.modal_opened(), written)).message(60)
    reply = await stage.discord.reply_to(messages[0])
    return {
        "review": _seen_by("mona", "review", review),
        "answer-this": form,
        "answer-this-reply": _message(reply, _said(messages[0])),
    }


async def _answers(stage: Stage) -> dict[str, Seen]:
    answer = await (await stage.ben.slash(stage.help, "ask", question=MOVING)).message()
    context = await (await stage.ben.click(answer, "Read in context")).message()
    opened = await (await stage.noor.slash(stage.help, "article", title="Settings of Tintype")).message()
    turned = await (await stage.noor.click(opened, "Next")).message()
    found = await (await stage.noor.slash(stage.help, "search", query="sharing albums")).message()
    asked = await stage.noor.say(stage.help, WINDOWS, mention_bot=True)
    refused = await stage.discord.reply_to(asked)
    closest = await (await stage.noor.click(refused, "Closest passages")).message()
    return {
        "answer": _seen_by("ben", "ask", answer),
        "context": _message(context),
        "article": _seen_by("noor", "article", turned),
        "search": _seen_by("noor", "search", found),
        "not-answered": _message(refused, _said(asked)),
        "closest": _message(closest),
    }


def _message(message: Message, above: Above | None = None) -> Seen:
    return Seen({"components": message.components}, above, message.ephemeral)


def _said(message: Message) -> Above:
    return Above(message.author.name, said=message.content)


def _seen_by(name: str, command: str, message: Message) -> Seen:
    """What somebody got by a command."""
    return _message(message, Above(name, command=command))


async def _form(response: Response) -> Seen:
    modal = await response.modal_opened()
    return Seen({"title": modal.title, "components": (response.interaction.modal or {})["components"]})


def _scene(stage: Stage, seen: Seen) -> Scene:
    """What was sent, without what differs from run to run and is not seen."""
    places: list[Any] = [*stage.guild.channels.values(), *stage.guild.roles.values(), *stage.discord.people.values()]
    numbers = {str(place.id): str(_FIRST + number) for number, place in enumerate(places)}
    text = json.dumps([_seen_alone(seen.sent), asdict(seen.above) if seen.above else None], ensure_ascii=False)
    text = re.sub(r"\d{15,20}", lambda match: numbers.get(match[0], "0"), text)
    today = datetime.now(UTC).date().isoformat()
    for language in ("en", "de"):
        translate = messages(language)
        text = text.replace(translate.date(today), translate.date(_DAY))
    names: Mapping[str, str] = {numbers[str(place.id)]: place.name for place in places}
    called = {key: name for key, name in names.items() if key in text}
    sent, above = json.loads(text)
    return Scene(sent, called, above=Above(**above) if above else None, private=seen.private)


def _seen_alone(sent: Any) -> Any:
    """What is seen of components: not their ids but those of who or what is chosen, nor the values of options."""
    if isinstance(sent, list):
        return [_seen_alone(part) for part in sent]
    if not isinstance(sent, dict):
        return sent
    kind = sent.get("type")
    unseen = {"custom_id", *(() if isinstance(kind, str) else ("id",)), *(() if kind == TEXT_INPUT else ("value",))}
    return {key: _seen_alone(value) for key, value in sent.items() if key not in unseen}
