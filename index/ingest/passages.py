"""From an article to passages: whole sentences of one section, as many as the encoder reads well."""

from collections.abc import Iterator, Sequence
from itertools import chain

from index.ingest.sections import Section, split_sections
from index.models import inputs
from index.models.encoder import Encoder
from index.records import Article, Passage, Span
from index.text.lines import body_lines, strip
from index.text.normal_form import normal_form
from index.text.sentences import split_sentences

_MAX_TOKENS = 250  # of a passage's own text
_ENOUGH_TOKENS = 50  # from here on a passage ends where its paragraph does
_CONTEXT_TOKENS = 64  # a longer title and heading may not crowd out the text


def split_passages(article: Article, boilerplate: Sequence[bool], encoder: Encoder) -> list[Passage]:
    """Splits an article into passages that the encoder reads whole, title and heading in front.

    `boilerplate` tells for each of the article's body lines whether it is boilerplate, which is left out.
    """
    lines = [line for line, marked in zip(body_lines(article), boilerplate, strict=True) if not marked]
    sections = split_sections(article.text, lines, article.markdown)
    return list(chain.from_iterable(_pack(section, article, encoder) for section in sections))


def _pack(section: Section, article: Article, encoder: Encoder) -> Iterator[Passage]:
    """Fills passages with the sentences of a section, in order; short paragraphs share one."""
    front = encoder.count_tokens([inputs.front_of(article, section.heading)])[0]
    room = min(_MAX_TOKENS, encoder.max_tokens - min(front, _CONTEXT_TOKENS))
    taken, used = list[Span](), 0
    for paragraph in section.paragraphs:
        sentences = split_sentences(article.text, paragraph, article.language or "en")
        for sentence, tokens in _measured(sentences, article.text, encoder, room):
            # What was left out between two sentences must not be embedded with them.
            if taken and (used + tokens > room or article.text[taken[-1].end : sentence.start].strip()):
                yield _passage(taken, section)
                taken, used = [], 0
            taken.append(sentence)
            used += tokens
        if used >= _ENOUGH_TOKENS:
            yield _passage(taken, section)
            taken, used = [], 0
    if taken:
        yield _passage(taken, section)


def _passage(sentences: Sequence[Span], section: Section) -> Passage:
    return Passage(Span(sentences[0].start, sentences[-1].end), tuple(sentences), section.heading)


def _measured(sentences: list[Span], text: str, encoder: Encoder, room: int) -> Iterator[tuple[Span, int]]:
    """The sentences with their numbers of tokens; one that the encoder could not read whole is cut in halves."""
    counts = encoder.count_tokens([normal_form(text[sentence.start : sentence.end]) for sentence in sentences])
    for sentence, tokens in zip(sentences, counts, strict=True):
        if tokens <= room or sentence.end - sentence.start < 2:
            yield sentence, tokens
        else:
            yield from _measured(_halves(text, sentence), text, encoder, room)


def _halves(text: str, span: Span) -> list[Span]:
    middle = (span.start + span.end) // 2
    space = text.rfind(" ", span.start + 1, middle + 1)
    cut = space if space > 0 else middle
    return [strip(text, Span(span.start, cut)), strip(text, Span(cut, span.end))]
