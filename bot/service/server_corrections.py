"""What a server's managers put right in its answers: as answering takes it, and whether it still has an effect."""

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process, utils

from bot.service.collection_reader import CollectionReader
from bot.service.records import Correction
from bot.service.state_store import CorrectionStore
from index.answering.corrections import ArticleKey, Corrections, MarkedPassage, Superseded
from index.records import Source
from index.text.occurrences import occurrences

MOST = 200
"""Corrections of a server; each answer takes all of them into account."""
_LOOKED_AT = 25  # articles for each word of a title
_SHORTEST = 4  # letters of such a word
_NEAR = 55.0  # of 100

Effect = Literal["full", "lost", "gone", "newer-gone"]
"""A passage is `lost` that its article no longer holds; `gone` is the article, or the newer one."""


class Told(NamedTuple):
    """A correction as it stands: the titles are ids where the articles are gone."""

    correction: Correction
    title: str
    newer: str
    effect: Effect


async def read_corrections(store: CorrectionStore, guild: int) -> Corrections:
    """The corrections of a server that are kept, as answering takes them. Raises StateError."""
    return corrections_of(await store.of_server(guild))


def corrections_of(kept: Sequence[Correction]) -> Corrections:
    """The corrections of a server as answering takes them."""
    keyed = [(one, ArticleKey(one.collection, one.article)) for one in kept]
    newer = [
        (key, ArticleKey(one.newer_collection, one.newer_article)) for one, key in keyed if one.kind == "superseded"
    ]
    return Corrections(
        tuple(MarkedPassage(key, one.said) for one, key in keyed if one.kind == "unquoted" and one.said.strip()),
        tuple(key for one, key in keyed if one.kind == "preferred"),
        tuple(Superseded(article, instead) for article, instead in newer),
    )


def leads_back(kept: Sequence[Correction], article: ArticleKey, newer: ArticleKey) -> bool:
    """Whether an article would in the end be superseded by itself."""
    instead = dict(corrections_of(kept).superseded)
    seen = {article}
    while newer not in seen:
        seen.add(newer)
        if newer not in instead:
            return False
        newer = instead[newer]
    return newer == article


def may_be_told(correction: Correction, names: Collection[str]) -> bool:
    """Whether somebody who may read these collections may be told of a correction."""
    return correction.collection in names and (correction.kind != "superseded" or correction.newer_collection in names)


def told(reader: CollectionReader, corrections: Sequence[Correction]) -> list[Told]:
    """Corrections as they stand now."""
    return [_told(reader, one) for one in corrections]


def _told(reader: CollectionReader, one: Correction) -> Told:
    article = reader.article(one.collection, one.article)
    instead = reader.article(one.newer_collection, one.newer_article) if one.kind == "superseded" else None
    newer = instead.source.title if instead else one.newer_article
    if article is None:
        return Told(one, one.article, newer, "gone")
    effect: Effect = "full"
    if one.kind == "unquoted" and not any(occurrences(one.said, article.plain)):
        effect = "lost"
    elif one.kind == "superseded" and instead is None:
        effect = "newer-gone"
    return Told(one, article.source.title, newer, effect)


def called(reader: CollectionReader, names: Sequence[str], title: str) -> list[Source]:
    """The articles with just this title, or this id, whatever the case."""
    wanted = " ".join(title.split())
    found = reader.titled(names, wanted, _LOOKED_AT)
    return [one for one in found if wanted.casefold() in (" ".join(one.title.split()).casefold(), one.id.casefold())]


def nearest(reader: CollectionReader, names: Sequence[str], title: str, limit: int) -> list[Source]:
    """At most `limit` articles whose titles are most like this, of those that have a longer word of it."""
    words = dict.fromkeys([title.strip(), *(word for word in title.split() if len(word) >= _SHORTEST)])
    found = {(one.collection, one.id): one for word in words if word for one in reader.titled(names, word, _LOOKED_AT)}
    titles = {key: one.title for key, one in found.items()}
    best = process.extract(
        title, titles, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_NEAR, limit=limit
    )
    return [found[key] for _, _, key in best]
