"""What answers a new post of a forum, where that is sure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.service.answer_options import AnswerOptions
from bot.service.collection_reader import CollectionReader, Reply

_SURE = 0.8  # confidence from which on a post is answered unasked


@dataclass(frozen=True, slots=True)
class WrittenPost:
    """A post as it was written; `body` is empty where the bot may not read what people write."""

    title: str
    body: str = ""


def answer_post(
    reader: CollectionReader, names: Sequence[str], post: WrittenPost, options: AnswerOptions
) -> Reply | None:
    """The answer to a post from collections; None where it is not sure that they answer it."""
    reply = reader.answer(names, post.title, options=options)
    return reply if reply.answer.answered and reply.answer.confidence >= _SURE else None
