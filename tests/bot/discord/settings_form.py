"""What a manager of a made server does with the settings: opens the view, and sends in the form of a group."""

from typing import Any

from tests.discord_server import Channel, Message, Modal, Person

BOTH = "this server's and those for all servers"
LINES = {
    "channels": "Channels I answer in: {}",
    "threaded": "Channels where each answer gets a thread: {}",
    "forums": "Forums whose new posts I answer: {}",
    "tag": "Tag of solved posts: {}",
    "readers": "Answers to `/ask` are {} unless asked otherwise.",
    "caution": "How sure an answer must be: {}",
    "quotes": "Quotes in an answer: {}",
    "language": "Language of my answers to messages: {}",
    "collections": "Articles shown: {}",
    "review": "Daily digest for moderators: {}",
    "tells": "Moderators are {} when an answer in a forum did not help.",
}
DEFAULTS = {
    "channels": "all",
    "threaded": "none",
    "forums": "none",
    "tag": "none",
    "readers": "for all in the channel",
    "caution": "as the operator set",
    "quotes": "at most 3",
    "language": "as Discord has it for this server",
    "collections": BOTH,
    "review": "none",
    "tells": "not told",
}


def settings_text(*hints: str, **values: str) -> str:
    """What the view says in English, by what is said otherwise than of a new server, and by its hints."""
    told = {name: line.format({**DEFAULTS, **values}[name]) for name, line in LINES.items()}
    lines = list(told.values())
    parts = ["**Settings of this server**", "**Where**", *lines[:4], "**How**", *lines[4:8], "**Who**", *lines[8:]]
    return "\n".join([*parts, *(["**Hints**", *hints] if hints else [])])


async def settings_view(who: Person, where: Channel) -> Message:
    """The view of the settings."""
    return await (await who.slash(where, "settings")).message()


async def opened(who: Person, view: Message, group: str) -> Modal:
    """The form of a group, opened by its button in the view."""
    return await (await who.click(view, f"quotebot:settings:{group}")).modal_opened()


async def set_in(who: Person, view: Message, group: str, **values: Any) -> Message:
    """Fill in some fields of a group's form and send it in; the view as it is then."""
    return await (await who.submit(await opened(who, view, group), values)).message()


async def set_settings(who: Person, where: Channel, group: str, **values: Any) -> Message:
    """Change settings of a group; the view as it is then."""
    return await set_in(who, await settings_view(who, where), group, **values)
