"""The forms of a server's settings, one for each group of them, and what becomes of the settings by what is entered."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, TypeVar, get_args

import discord
from discord import ChannelType, ui

from bot.service.messages import Messages, language_name, languages
from bot.service.records import CollectionChoice, ServerSettings
from config import Caution
from index.answering.choosing import MAX_QUOTES
from index.retrieval.query import legible

Group = Literal["where", "how", "who"]
"""Settings that one form holds: where answers are given, how these are, and who reads what."""
GROUPS: tuple[Group, ...] = get_args(Group)
PATTERN = rf"quotebot:settings:(?P<group>{'|'.join(GROUPS)})"
Entered = Mapping[str, tuple[str, ...]]
"""What was entered in the fields of a form, by their custom ids, which are the names of the settings."""
T = TypeVar("T")

_MOST = 25  # channels, as Discord has it for a menu
_LONGEST = 20  # characters of a tag's name, as Discord has it
_ANSWERING = (ChannelType.text, ChannelType.forum, ChannelType.voice, ChannelType.news)
_WRITTEN = (ChannelType.text, ChannelType.news)
_FORUMS = (ChannelType.forum,)

# Of the values that Discord gives back, what they stand for.
_READERS: Mapping[str, bool] = {"everyone": False, "asker": True}
_CAUTIONS: Mapping[str, Caution | None] = {"operator": None, **{value: value for value in get_args(Caution)}}
_QUOTES: Mapping[str, int] = {str(count): count for count in range(1, MAX_QUOTES + 1)}
_COLLECTIONS: Mapping[str, CollectionChoice] = {value: value for value in get_args(CollectionChoice)}


def custom_id_of(group: Group) -> str:
    """The custom id of a group's button, and of the form that it opens."""
    return f"quotebot:settings:{group}"


def settings_form(group: Group, settings: ServerSettings, translate: Messages) -> ui.Modal:
    """The form of a group, filled in with the settings; kept nowhere: what is sent in is taken by its custom id."""
    fields = {"where": _where, "how": _how, "who": _who}[group]
    form = ui.Modal(title=translate(f"settings-{group}"), custom_id=custom_id_of(group), timeout=None)
    for field in fields(settings, translate):
        form.add_item(field)
    form.stop()
    return form


def changed(settings: ServerSettings, group: Group, entries: Entered, guild: discord.Guild) -> ServerSettings:
    """The settings with those of a group as they were entered, of channels those alone that the server has."""
    if group == "where":
        return replace(
            settings,
            channels=_channels(entries, "channels", guild, _ANSWERING),
            threaded=_channels(entries, "threaded", guild, _WRITTEN),
            forums=_channels(entries, "forums", guild, _FORUMS),
            solved_tag=legible(" ".join("".join(entries.get("solved_tag", ())).split()))[:_LONGEST],
        )
    if group == "how":
        return replace(
            settings,
            private=_choice(entries, "private", _READERS, settings.private),
            caution=_choice(entries, "caution", _CAUTIONS, settings.caution),
            max_quotes=_choice(entries, "max_quotes", _QUOTES, settings.max_quotes),
            language=_choice(entries, "language", _languages(), settings.language),
        )
    return replace(
        settings,
        collections=_choice(entries, "collections", _COLLECTIONS, settings.collections),
        review_channel=next(iter(_channels(entries, "review_channel", guild, _WRITTEN)), None),
        tells_moderators=bool(entries.get("tells_moderators")),
    )


def _where(settings: ServerSettings, translate: Messages) -> Iterator[ui.Label[ui.Modal]]:
    yield ui.Label(
        text=translate("settings-form-channels"),
        description=translate("settings-form-channels-description"),
        component=_channel_select("channels", settings.channels, _ANSWERING),
    )
    yield ui.Label(
        text=translate("settings-form-threaded"),
        description=translate("settings-form-threaded-description"),
        component=_channel_select("threaded", settings.threaded, _WRITTEN),
    )
    yield ui.Label(
        text=translate("settings-form-forums"),
        description=translate("settings-form-forums-description"),
        component=_channel_select("forums", settings.forums, _FORUMS),
    )
    yield ui.Label(
        text=translate("settings-form-tag"),
        description=translate("settings-form-tag-description"),
        component=ui.TextInput(
            custom_id="solved_tag", default=settings.solved_tag or None, required=False, max_length=_LONGEST
        ),
    )


def _how(settings: ServerSettings, translate: Messages) -> Iterator[ui.Label[ui.Modal]]:
    readers = {value: translate(f"settings-readers-{value}") for value in _READERS}
    yield ui.Label(
        text=translate("settings-form-readers"),
        description=translate("settings-form-readers-description", ask=translate("ask-name")),
        component=_radio("private", readers, _value(_READERS, settings.private)),
    )
    cautions = {value: translate(f"settings-caution-{value}") for value in _CAUTIONS}
    descriptions = {value: translate(f"settings-caution-{value}-description") for value in _CAUTIONS}
    yield ui.Label(
        text=translate("settings-form-caution"),
        component=_radio("caution", cautions, _value(_CAUTIONS, settings.caution), descriptions),
    )
    yield ui.Label(
        text=translate("settings-form-quotes"),
        component=_select("max_quotes", {value: value for value in _QUOTES}, _value(_QUOTES, settings.max_quotes)),
    )
    of_discord = translate("settings-language-discord")
    names = {value: language_name(language) if language else of_discord for value, language in _languages().items()}
    yield ui.Label(
        text=translate("settings-form-language"),
        description=translate("settings-form-language-description"),
        component=_select("language", names, _value(_languages(), settings.language)),
    )


def _who(settings: ServerSettings, translate: Messages) -> Iterator[ui.Label[ui.Modal]]:
    collections = {value: translate(f"settings-{value}") for value in _COLLECTIONS}
    yield ui.Label(
        text=translate("settings-form-collections"), component=_radio("collections", collections, settings.collections)
    )
    review = (settings.review_channel,) if settings.review_channel else ()
    yield ui.Label(
        text=translate("settings-form-review"),
        description=translate("settings-form-review-description"),
        component=_channel_select("review_channel", review, _WRITTEN, 1),
    )
    yield ui.Label(
        text=translate("settings-form-tells"),
        description=translate("settings-form-tells-description"),
        component=ui.Checkbox(custom_id="tells_moderators", default=settings.tells_moderators),
    )


def _languages() -> Mapping[str, str]:
    """The languages that can be chosen, an empty one standing for the one that Discord has for the server."""
    return {"discord": "", **{language: language for language in sorted(languages(), key=language_name)}}


def _channel_select(
    name: str, chosen: Iterable[int], kinds: Iterable[ChannelType], most: int = _MOST
) -> ui.ChannelSelect[ui.Modal]:
    kind = discord.SelectDefaultValueType.channel
    defaults = [discord.SelectDefaultValue(id=channel, type=kind) for channel in chosen]
    return ui.ChannelSelect(
        custom_id=name,
        channel_types=list(kinds),
        min_values=0,
        max_values=most,
        default_values=defaults[:most],
        required=False,
    )


def _radio(
    name: str, labels: Mapping[str, str], chosen: str, descriptions: Mapping[str, str] | None = None
) -> ui.RadioGroup[ui.Modal]:
    return ui.RadioGroup(
        custom_id=name,
        options=[
            discord.RadioGroupOption(
                label=label, value=value, description=(descriptions or {}).get(value), default=value == chosen
            )
            for value, label in labels.items()
        ],
    )


def _select(name: str, labels: Mapping[str, str], chosen: str) -> ui.Select[ui.Modal]:
    options = [
        discord.SelectOption(label=label, value=value, default=value == chosen) for value, label in labels.items()
    ]
    return ui.Select(custom_id=name, options=options)


def _value(choices: Mapping[str, T], present: T) -> str:
    """The value that stands for a setting, the first where none does, as of a language that there is no more."""
    return next((value for value, choice in choices.items() if choice == present), next(iter(choices)))


def _choice(entries: Entered, name: str, choices: Mapping[str, T], present: T) -> T:
    """What was chosen; what is there at present, where that is no choice."""
    return choices.get(next(iter(entries.get(name, ())), ""), present)


def _channels(entries: Entered, name: str, guild: discord.Guild, kinds: Collection[ChannelType]) -> tuple[int, ...]:
    """The channels that were chosen, which may be gone by now."""
    numbers = (int(value) for value in entries.get(name, ()) if value.isdecimal())
    found = (channel for number in numbers if (channel := guild.get_channel(number)))
    return tuple(channel.id for channel in found if channel.type in kinds)[:_MOST]
