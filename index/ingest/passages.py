"""From an article to passages: whole sentences of one section, as many as the encoder reads well."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from index.ingest.sections import Section, split_sections
from index.models import inputs
from index.models.encoder import Encoder
from index.reading import with_columns
from index.records import Article, Block, Passage, Span
from index.text.lines import strip
from index.text.normal_form import normal_form
from index.text.sentences import count_words, cut, split_sentences

_MAX_TOKENS = 250  # of a passage's own text
_ENOUGH_TOKENS = 50  # from here on a passage ends where its paragraph does
_CONTEXT_TOKENS = 64  # a longer title and heading may not crowd out the text
_LINE = re.compile(r"[^\r\n]+")
_ATTRIBUTION = re.compile(r"(?:-{2,3}|[–—―])[^\S\r\n]?[^\s\-–—―][^\r\n]*")
_ATTRIBUTION_WORDS = 12

_Counted = tuple[Span, int]
"""A sentence with its number of tokens."""


def split_passages(article: Article, blocks: Sequence[Block], encoder: Encoder) -> list[Passage]:
    """Splits an article's blocks, boilerplate left out, into passages that the encoder reads whole.

    Each is read with the title and what it stands below in front.
    """
    sections = split_sections(article, blocks)
    said = [[_sentences(article, block) for block in section.blocks] for section in sections]
    fronts = [inputs.front_of(article, section.heading) for section in sections]
    sentences = (sentence for of_blocks in said for of_block in of_blocks for sentence in of_block)
    # All in one call: each takes as long as counting several sentences.
    counts = iter(encoder.count_tokens([*fronts, *(_text(article, sentence) for sentence in sentences)]))
    rooms = [min(_MAX_TOKENS, encoder.max_tokens - min(next(counts), _CONTEXT_TOKENS)) for _ in fronts]
    passages = list[Passage]()
    for section, of_blocks, room in zip(sections, said, rooms, strict=True):
        counted = [[(sentence, next(counts)) for sentence in of_block] for of_block in of_blocks]
        passages += _pack(section, counted, article, encoder, room)
    return passages


def _pack(
    section: Section, counted: Sequence[Sequence[_Counted]], article: Article, encoder: Encoder, room: int
) -> Iterator[Passage]:
    """Fills passages with the sentences of a section, in order, given those of each block; short blocks share one."""
    taken, used = list[Span](), 0
    for block, following, of_block in zip_longest(section.blocks, section.blocks[1:], counted):
        between = article.plain[taken[-1].end : block.span.start].strip() if taken else ""
        if taken and not between and _is_attribution(article.plain, block):
            taken[-1] = Span(taken[-1].start, block.span.end)  # who speaks is told with what they say
            continue
        for sentence, tokens in _measured(of_block, article, encoder, room):
            # What was left out between two sentences must not be embedded with them.
            if taken and (used + tokens > room or article.plain[taken[-1].end : sentence.start].strip()):
                yield _passage(taken, section)
                taken, used = [], 0
            taken.append(sentence)
            used += tokens
        if used >= _ENOUGH_TOKENS and not _belongs(article.plain, block, following):
            yield _passage(taken, section)
            taken, used = [], 0
    if taken:
        yield _passage(taken, section)


def _is_attribution(plain: str, block: Block) -> bool:
    """Whether a block is the line that says who speaks: short, behind a dash."""
    match = _ATTRIBUTION.fullmatch(plain, *block.span)
    return block.kind == "paragraph" and match is not None and count_words(match[0]) <= _ATTRIBUTION_WORDS


def _belongs(plain: str, block: Block, following: Block | None) -> bool:
    """Whether two blocks are of one list or table, or the first introduces the second."""
    if following is None or following.kind in ("paragraph", "footnote"):
        return False
    return (block.group and block.group == following.group) or plain[slice(*block.span)].endswith(":")


def _passage(sentences: Sequence[Span], section: Section) -> Passage:
    return Passage(Span(sentences[0].start, sentences[-1].end), tuple(sentences), section.heading)


def _sentences(article: Article, block: Block) -> list[Span]:
    """What of a block is quoted as one: its sentences, a row of a table, or a piece of code."""
    plain, span = article.plain, block.span
    if block.kind == "code":
        return list(_pieces_of_code(plain, span))
    if block.kind in ("row", "header"):
        return cut(plain, span)
    marked = block.kind == "item" and plain.startswith(block.info, span.start)
    text = strip(plain, Span(span.start + len(block.info), span.end)) if marked else span
    sentences = split_sentences(plain, text, article.language or "en")
    if not sentences:
        return []
    # The mark of an item is no sentence, and is never parted from what it marks.
    return [Span(span.start if marked else sentences[0].start, sentences[0].end), *sentences[1:]]


def _pieces_of_code(plain: str, span: Span) -> Iterator[Span]:
    """Code whole, or where that is longer than a quote may be, in pieces of whole lines."""
    if len(cut(plain, span)) <= 1:
        yield span
        return
    for line in _LINE.finditer(plain, span.start, span.end):
        yield from cut(plain, strip(plain, Span(*line.span())))


def _measured(counted: Iterable[_Counted], article: Article, encoder: Encoder, room: int) -> Iterator[_Counted]:
    """The sentences as they are; one that the encoder could not read whole is cut in halves."""
    for sentence, tokens in counted:
        if tokens <= room or sentence.end - sentence.start < 2:
            yield sentence, tokens
        else:
            halves = _halves(article.plain, sentence)
            counts = encoder.count_tokens([_text(article, half) for half in halves])
            yield from _measured(zip(halves, counts, strict=True), article, encoder, room)


def _text(article: Article, sentence: Span) -> str:
    """What the encoder is given of a sentence."""
    return normal_form(with_columns(article, sentence))


def _halves(text: str, span: Span) -> list[Span]:
    middle = (span.start + span.end) // 2
    space = text.rfind(" ", span.start + 1, middle + 1)
    cut = space if space > 0 else middle
    return [strip(text, Span(span.start, cut)), strip(text, Span(cut, span.end))]
