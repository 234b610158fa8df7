"""What travels between the modules: small frozen records, with offsets into an article's text instead of copies."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, NamedTuple, Self

BlockKind = Literal["paragraph", "heading", "item", "code", "header", "row", "footnote"]
"""A header is the row of a table that names its columns."""

WITHIN = " > "
"""Between a heading and the one below it, of those that stand above a passage."""


EDGE, GAP, HIDDEN = "\x01", "\x02", -1
"""See PageText."""


class Span(NamedTuple):
    """A stretch of an article's text, in characters: `text[start:end]`."""

    start: int
    end: int


class Piece(NamedTuple):
    """Where a stretch of a plain reading, which goes on to where the next piece starts, comes from in the text.

    Where both have the same length, each character is the one of the text; else the stretch stands for what is there:
    an entity, an escape, the end of a line, the mark of a list item. One without characters in the text is made up.
    """

    plain_start: int
    source_start: int
    source_end: int


class Block(NamedTuple):
    """What the characters of a stretch of a plain reading are: a paragraph, a heading, an item of a list.

    `level` is that of a heading, or how deep an item is nested, from 1 on. Blocks of one list or table have the same
    `group`. `info` is the language of code; of a footnote, `anchor` is where in the plain reading its mark stood.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    group: int = 0
    info: str = ""
    anchor: int = -1


LocatorKind = Literal["page", "slide", "time"]


class Locator(NamedTuple):
    """Where in a document people find what is quoted: `label` is that of a page, the number of a slide or a time.

    `number` is that of a page or slide, counted from 1 on, whatever its label, or a time in seconds; -1 where it is not
    known.
    """

    kind: LocatorKind
    label: str
    number: int = -1


class Place(NamedTuple):
    """A place of a document, and where what stands there begins in the plain reading."""

    start: int
    locator: Locator


class PagePiece(NamedTuple):
    """Where a stretch of a plain reading stands in the text of its page; HIDDEN is a place that a browser hides."""

    plain_start: int
    page_start: int
    length: int


@dataclass(frozen=True, slots=True)
class PageText:
    r"""All the text of the page that an article stands on, as a browser searches it, and where its reading is there.

    Over "\n" nothing is found, over EDGE, where an element begins or ends, most likely, and over GAP, where a picture
    or the like stands, perhaps. EDGE and GAP are not counted by the offsets of `pieces`.
    """

    text: str
    pieces: tuple[PagePiece, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article says to who reads it: `plain` without markup and without what its author hid.

    `pieces` tell where each stretch of it comes from, and `blocks` what it is, both in order and without gaps but for
    the white space between blocks. `places` are in order too; each goes on to where the next begins. `page` is there
    where the article was read from a page of the web.
    """

    plain: str
    pieces: tuple[Piece, ...]
    blocks: tuple[Block, ...]
    places: tuple[Place, ...] = ()
    page: PageText | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What is said of an article when it is quoted; `collection` names the one it is of where several are searched.

    `published_at` is a date as `parse_date` gives it; `published_words` is what its file has, where that is another.
    """

    id: str
    title: str
    publisher: str | None = None
    author: str | None = None
    published_at: str | None = None
    url: str | None = None
    path: str | None = None
    published_words: str | None = None
    collection: str = ""

    def of(self, collection: str) -> Self:
        """The same as one of a collection."""
        return replace(self, collection=collection) if collection else self


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read: `text` is the whole decoded file, and what may be quoted of it begins at `body`.

    `reading` is what it says to a reader, where that is not the text as it stands; `language` is the code of the
    language that it is in (ISO 639), empty where the articles beside it must tell.

    `given_id` is the id that its file gives where other files give it too. From `expires_at` on, a date as
    `published_at` is, it is not to be shown. `warnings` tell, in a line each, what in its file could not be used
    and what to write instead.
    """

    source: Source
    text: str
    body: int = 0
    reading: Reading | None = None
    language: str = "en"
    given_id: str | None = None
    expires_at: str | None = None
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @property
    def plain(self) -> str:
        """What the article says to a reader, in which sentences and passages have their places."""
        return self.text if self.reading is None else self.reading.plain


class Edition(NamedTuple):
    """An article as it was until a moment, which is aware, when another text took its place."""

    article: Article
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one section of an article, short enough for the encoder.

    `heading` is what stands above the section, `WITHIN` between one heading and the next, or empty; `sentences` lie
    within `span`, in order, without overlap, in characters of the article's plain reading.
    """

    span: Span
    sentences: tuple[Span, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of a stretch of an article: its plain reading, with the header of a table in front of rows.

    `blocks` tell what its parts are, where that is known, and `bold` which of it answers, in characters of `text`.
    Of a list that is shown in part, `before` and `after` count the items that are not. `locator` is where in its
    document the first that answers stands, or the first of it where nothing is marked. `own` is the stretch itself, in
    characters of `text`, without what is shown in front and behind; None where that is all of it.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    bold: tuple[Span, ...] = ()
    before: int = 0
    after: int = 0
    locator: Locator | None = None
    own: Span | None = None

    @property
    def said(self) -> str:
        """What the stretch itself says to a reader."""
        return self.text if self.own is None else self.text[slice(*self.own)]


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole sentences of an article, or a list, table or piece of code, word for word.

    `text == article.text[start:end]` is exactly as it stands there; `excerpt` is what is shown of it, where that is not
    the same. `highlights` are the sentences that answer, in characters of the article's text; `also_in` names the other
    articles that tell the same. `reader` is the probability, from 0 to 1, that it answers, as a model gives it that
    reads the question and the quote together; None where there is no such model. It is `older` where its article is an
    older version of another.
    """

    text: str
    span: Span
    highlights: tuple[Span, ...]
    score: float
    source: Source
    also_in: tuple[Source, ...] = ()
    excerpt: Excerpt | None = None
    reader: float | None = None
    older: bool = False

    @property
    def shown(self) -> Excerpt:
        """What is shown of it."""
        if self.excerpt is not None:
            return self.excerpt
        start = self.span.start
        return Excerpt(self.text, bold=tuple(Span(mark.start - start, mark.end - start) for mark in self.highlights))

    @property
    def plain(self) -> str:
        """What it says to a reader."""
        return self.shown.text


MissingKind = Literal["articles", "passages", "figure"]


@dataclass(frozen=True, slots=True)
class Missing:
    """What a question asks of that is not told: `asked` is as the question has it.

    Either no article that was searched mentions it, or the closest passages do not, or these have another figure in its
    place: a year, or a number of the same things. What they have is `told`.
    """

    kind: MissingKind
    asked: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The quotes that answer a question, best first; `closest` holds them instead where they do not answer it.

    Of a question that is not answered, `missing` tells what it asks of that is not there, as far as that is known. Of
    one of several parts that is, `open` has those that no quote answers, in the words of the asker.
    """

    question: str
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...] = ()
    closest: tuple[Quote, ...] = ()
    missing: tuple[Missing, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that a search found, as it stands in its article; `also_in` names others that hold it too.

    `excerpt` is what is shown of it, where that is not the same. It is `older` where its article is an older version of
    another.
    """

    text: str
    span: Span
    score: float
    source: Source
    also_in: tuple[Source, ...] = ()
    excerpt: Excerpt | None = None
    older: bool = False

    @property
    def shown(self) -> Excerpt:
        """What is shown of it."""
        return self.excerpt or Excerpt(self.text)
