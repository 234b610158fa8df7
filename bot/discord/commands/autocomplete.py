"""What is suggested while somebody types, and the article that a suggestion stands for."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence

import discord
from discord import app_commands

from bot.discord.client import Quotebot
from bot.discord.request import InteractionContext
from bot.service.collection_reader import CollectionReader
from bot.service.filters import CHOICE
from bot.service.messages import messages
from index.errors import QuotebotError
from index.records import Source

log = logging.getLogger("quotebot")
MAX_CHOICES = 25  # that Discord takes of what is suggested
CHOICE_LENGTH = 100  # characters of a choice's name, and of its value

Choices = list[app_commands.Choice[str]]


async def complete(
    interaction: discord.Interaction[Quotebot], job: Callable[[CollectionReader, list[str]], Choices]
) -> Choices:
    """Suggests what a worker finds in the collections that may be read here; nothing where too much waits."""
    request = InteractionContext(interaction)
    try:
        names = await request.readable_collections(private=True)
        return await request.work(lambda reader: job(reader, names), urgent=True)
    except QuotebotError as error:
        log.info("nothing suggested: %s", error)
        return []


async def complete_title(interaction: discord.Interaction[Quotebot], typed: str) -> Choices:
    """The articles that may be read here and whose title holds what was typed."""
    return await complete(interaction, lambda reader, names: choices(reader.titled(names, typed.strip(), MAX_CHOICES)))


async def complete_source(interaction: discord.Interaction[Quotebot], typed: str) -> Choices:
    """The publishers of the articles that may be read here."""

    def publishers(reader: CollectionReader, names: Sequence[str]) -> Choices:
        options = dict.fromkeys(name[:CHOICE] for name in reader.publishers(names, typed.strip(), MAX_CHOICES))
        return [app_commands.Choice(name=name, value=name) for name in options]

    return await complete(interaction, publishers)


async def complete_language(interaction: discord.Interaction[Quotebot], typed: str) -> Choices:
    """The languages that articles are in which may be read here, as they are called in the person's own."""
    called, begin = messages(interaction.locale.value).language_name, typed.strip().casefold()

    def languages(reader: CollectionReader, names: Sequence[str]) -> Choices:
        options = sorted((called(code)[:CHOICE_LENGTH], code) for code in reader.languages(names))
        fitting = [(name, code) for name, code in options if begin in (name.casefold()[: len(begin)], code)]
        return [app_commands.Choice(name=name, value=code) for name, code in fitting[:MAX_CHOICES]]

    return await complete(interaction, languages)


def choices(sources: Sequence[Source]) -> Choices:
    """Articles as choices: called by title, known by collection and id, where these are short enough for Discord.

    Two of one name get their ids behind it, since Discord tells choices apart by their names.
    """
    names = [" ".join(" · ".join(filter(None, (one.title, one.publisher))).split()) for one in sources]
    counts = Counter(name[:CHOICE_LENGTH] for name in names)
    options: dict[str, str] = {}
    for source, name in zip(sources, names, strict=True):
        value = f"{source.collection}:{source.id}"
        behind = f" ({source.id})" if counts[name[:CHOICE_LENGTH]] > 1 else ""
        full = f"{name[: CHOICE_LENGTH - len(behind)]}{behind}" if len(behind) < CHOICE_LENGTH else source.id
        if len(value) <= CHOICE_LENGTH:
            options.setdefault(full[:CHOICE_LENGTH] or source.id, value)
        else:
            options.setdefault(full[:CHOICE_LENGTH], source.title[:CHOICE_LENGTH])
    return [app_commands.Choice(name=name, value=value) for name, value in options.items() if value.strip()]


def chosen(reader: CollectionReader, names: Sequence[str], title: str, exactly: bool = False) -> Source | None:
    """The article that a choice stands for or, where somebody typed on their own, that has this in its title.

    `exactly` takes only the one article that has just this title.
    """
    collection, _, key = title.partition(":")
    if collection in names and (article := reader.article(collection, key)) is not None:
        return article.source
    typed = title.strip()
    if not exactly:
        return next(iter(reader.titled(names, typed, 1)), None)
    same = [one for one in reader.titled(names, typed, MAX_CHOICES) if one.title.casefold() == typed.casefold()]
    return same[0] if len(same) == 1 else None
