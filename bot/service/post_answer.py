"""What answers a new post of a forum, where that is sure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.service.answer_options import DEFAULT, AnswerOptions
from bot.service.collection_reader import CollectionReader, Reply
from index.answering.post_confidence import AskedQuestion, PostEvidence, load_post_confidence, weigh_quotes
from index.text.post_questions import post_questions


@dataclass(frozen=True, slots=True)
class WrittenPost:
    """A post as it was written; `body` is empty where the bot may not read what people write."""

    title: str
    body: str = ""

    @property
    def is_title_alone(self) -> bool:
        """Whether nothing but the title can be read."""
        return not self.body.strip()


def answer_post(
    reader: CollectionReader, names: Sequence[str], post: WrittenPost, options: AnswerOptions = DEFAULT
) -> Reply | None:
    """The answer to a post from collections; None where it asks for none, or it is not sure that they answer it.

    Its question is the one of those made of the post that is surest of the answer, its confidence that of the post.
    Raises QuotebotError where the coefficients that ship are missing or damaged.
    """
    confidence = load_post_confidence()
    weighed = [
        (reply, confidence.probability(evidence)) for reply, evidence in weigh_post(reader, names, post, options)
    ]
    reply, probability = max(weighed, key=lambda one: one[1], default=(None, 0.0))
    least = confidence.least_by_title if post.is_title_alone else confidence.least
    return None if reply is None or probability < least else _taken(reply, probability, least)


def weigh_post(
    reader: CollectionReader, names: Sequence[str], post: WrittenPost, options: AnswerOptions = DEFAULT
) -> list[tuple[Reply, PostEvidence]]:
    """The replies, from collections, whose first quotes may answer a post, with what speaks for these."""
    read = post_questions(post.title, post.body)
    replies = [reader.answer(names, one.text, options=options) for one in read.asked]
    pairs = zip(read.asked, replies, strict=True)
    asked = [AskedQuestion(one, reply.answer, reply.evidence) for one, reply in pairs]
    return [(replies[number], evidence) for number, evidence in weigh_quotes(read, post.is_title_alone, asked)]


def _taken(reply: Reply, probability: float, threshold: float) -> Reply:
    """A reply as the answer to a post, with the first quote alone where its question was not sure of it by itself."""
    answer, matched = replace(reply.answer, confidence=probability), reply.matched
    if not answer.answered:
        answer = replace(answer, answered=True, quotes=answer.closest[:1], closest=(), missing=())
        matched = matched[:1]
    return replace(reply, answer=answer, threshold=threshold, matched=matched)
