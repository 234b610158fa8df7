"""How the posts of a half are answered, each from the articles of its community, as a server has them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import msgspec

from bot.service.access import CollectionScope
from bot.service.collection_reader import CollectionReader, ReaderResources
from bot.service.collections import Collections
from bot.service.post_answer import WrittenPost, answer_post
from config import load_settings
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.encoder import Encoder
from index.models.reader import PassageReader
from tests.quality.forum.dataset import ForumPost, read_articles, read_posts
from tests.shipped import shipped_calibration

_MOST_BYTES = 1_000_000


class Told(msgspec.Struct, frozen=True):
    """What became of a post: the question that was asked and the first quote, None where it was left alone."""

    post: ForumPost
    question: str | None = None
    quote: str = ""

    @property
    def right(self) -> bool:
        """Whether it was answered, and rightly."""
        return self.question is not None and is_right(self.post, self.quote)


class Figures(msgspec.Struct, frozen=True):
    """What became of some posts; `precision` is None where none was answered, `share` is of those with an answer."""

    posts: int
    answered: int
    right: int
    precision: float | None
    share: float


def is_right(post: ForumPost, quote: str) -> bool:
    """Whether a quote answers a post."""
    return post.answerable and post.is_answered_by(quote)


@contextmanager
def opened(
    half: str, folder: Path, encoder: Encoder, reader: PassageReader | None
) -> Iterator[tuple[CollectionReader, Mapping[str, str]]]:
    """Reads the articles of a half below a folder, with the name of each community's collection."""
    collections, names = Collections(DataFolder(folder), _MOST_BYTES, _MOST_BYTES), dict[str, str]()
    articles = read_articles(half).values()
    for guild, community in zip(count(1), sorted({article.publisher for article in articles}), strict=False):
        name = names[community] = CollectionScope(guild, "everyone", guild).name
        file = folder / f"{guild}.jsonl"
        own = (article for article in articles if article.publisher == community)
        file.write_bytes(b"\n".join(msgspec.json.encode(article) for article in own))
        sync(collections.data_folder(name), encoder, [file], _MOST_BYTES, lambda _: None)
    calibration = shipped_calibration(reader)
    threshold = calibration.threshold(load_settings().answer.caution)
    with CollectionReader(ReaderResources(collections, encoder, calibration, threshold, reader)) as collection_reader:
        yield collection_reader, names


def written(post: ForumPost, titles: bool) -> WrittenPost:
    """A post as the bot sees it; of titles alone where it may not read bodies."""
    return WrittenPost(post.title, "" if titles else post.body)


def ask(half: str, reader: CollectionReader, names: Mapping[str, str], titles: bool = False) -> list[Told]:
    """What becomes of each post of a half."""
    told = list[Told]()
    for post in read_posts(half):
        reply = answer_post(reader, [names[post.community]], written(post, titles))
        told.append(Told(post) if reply is None else Told(post, reply.answer.question, reply.answer.quotes[0].plain))
    return told


def figures(told: Sequence[Told]) -> Figures:
    """What these come to."""
    answered, right = (
        sum(marks) for marks in zip(*((one.question is not None, one.right) for one in told), strict=True)
    )
    answerable = [one.question is not None for one in told if one.post.answerable]
    return Figures(
        len(told), answered, right, right / answered if answered else None, sum(answerable) / len(answerable)
    )
