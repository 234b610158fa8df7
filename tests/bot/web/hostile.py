"""Articles and questions of who wants a page to run what is theirs, and a reader that has nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st

from bot.service.collection_reader import Reply
from bot.service.text_fragments import link_to_quote
from index.records import (
    Answer,
    Article,
    Block,
    Excerpt,
    Locator,
    Missing,
    PassageHit,
    Piece,
    Place,
    Quote,
    Reading,
    Source,
    Span,
)

T = TypeVar("T")

# Each calls canary(), or asks the server for /canary, wherever it gets out of what it is shown in.
ATTACKS = (
    "<script>canary()</script>",
    "</script><script>canary()</script>",
    "<img src=/canary onerror=canary()>",
    "<svg onload=canary()>",
    "<svg><script>canary()</script></svg>",
    '"><script>canary()</script>',
    "'><img src=/canary onerror=canary()>",
    '" autofocus onfocus="canary()',
    "' autofocus onfocus='canary()",
    " onmouseover=canary() style=animation-name:x onanimationstart=canary() ",
    "`onclick=canary()`",
    "</title><script>canary()</script>",
    "</textarea></noscript></style></template></select><img src=/canary onerror=canary()>",
    "<iframe srcdoc='<script>parent.canary()</script>'></iframe>",
    "<iframe src=javascript:parent.canary()></iframe>",
    "<object data=/canary></object><embed src=/canary>",
    "<link rel=stylesheet href=/canary><style>@import '/canary';</style>",
    "<base href=/canary/><meta http-equiv=refresh content='0;url=/canary'>",
    "<form action=javascript:canary()><input autofocus onfocus=canary()>",
    "<details open ontoggle=canary()><summary>",
    "<video src=/canary onerror=canary()><audio src=/canary>",
    "<math><mtext><table><mglyph><style><img src=/canary onerror=canary()>",
    '<noscript><p title="</noscript><img src=/canary onerror=canary()>">',
    "<body onload=canary()><!--",
    "--><script>canary()</script><!--",
    "<![CDATA[<script>canary()</script>]]>",
    "<plaintext><xmp><template>",
    "&lt;script&gt;canary()&lt;/script&gt;&#60;script&#62;canary()&#60;/script&#62;",
    "javascript:canary()",
    "java\tscript:canary()",
    "data:text/html,<script>opener.canary()</script>",
    "{{ canary() }}{% raw %}{# #}${canary()}",
    "{{ ''.__class__.__mro__ }}",
    "\u202e\u2066\u200f<\u202dtpircs>",
    "\0<scr\0ipt>canary()</scr\0ipt>",
    "\ud800<img src=/canary onerror=canary()>\udfff",
    "\u2028\u2029\ufeff\x1b[31m\x85",
)

hostile = st.lists(
    st.sampled_from(ATTACKS) | st.text(st.characters(max_codepoint=0x5FF), max_size=6), min_size=1, max_size=3
).map("".join)
_ADDRESSES = st.sampled_from(
    ("javascript:canary()", " JavaScript:canary()", "data:text/html,x", "https://a.example/\"onclick='canary()'", "//x")
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article of which every word, and all that is said of it, is hostile."""
    one_line = hostile.map(lambda text: " ".join(text.split()) or "x")
    source = Source(
        draw(hostile),
        draw(hostile),
        draw(st.none() | hostile),
        draw(st.none() | hostile),
        draw(st.none() | hostile | st.just("2025-02-14")),
        draw(st.none() | _ADDRESSES | hostile),
        "a path of ours",
    )
    said = ["{}", "{}", "- {}", "1. {}", "{}", "{}\t{}", "{}\t{}", "{}", "{}", "{}"]
    kinds = ["heading", "paragraph", "item", "item", "item", "header", "row", "code", "heading", "footnote"]
    infos = ["", "", "-", "1.", "", "", "", draw(hostile), "", draw(hostile)]
    text, blocks = "", list[Block]()
    for kind, form, info in zip(kinds, said, infos, strict=True):
        written = form.format(draw(one_line), draw(one_line)) if form.count("{}") == 2 else form.format(draw(one_line))
        anchor = 1 if kind == "footnote" else -1
        level = 1 if kind in ("heading", "item") else 0
        blocks.append(Block(kind, Span(len(text), len(text) + len(written)), level, 1, info, anchor))  # type: ignore[arg-type]
        text += written + "\n\n"
    pieces = (Piece(0, 0, len(text)),)
    places = (Place(0, Locator("page", draw(hostile), 1)),)
    return Article(source, text, reading=Reading(text, pieces, tuple(blocks), places))


class HostileReader:
    """Answers the question of a number by the article of that number; its methods are those of CollectionReader."""

    def __init__(self, told: Sequence[Article]) -> None:
        self.told = told

    def answer(self, names: Sequence[str], question: str, *_: object) -> Reply:
        """See CollectionReader."""
        number = sum(map(ord, question)) % len(self.told)
        quote, also = self._quote(self.told[number]), self.told[number - 1].source
        missing = Missing("figure", also.title, (also.id, also.title))
        quotes, closest = ((quote,), ()) if number % 2 else ((), (quote,))
        quote = replace(quote, also_in=(also,))
        answer = Answer(question, bool(number % 2), 0.9, quotes, closest, (missing,), (also.title,))
        return Reply(answer, None, False, 0.5, ((),))

    def search(self, names: Sequence[str], query: str, limit: int, *_: object) -> list[PassageHit]:
        """See CollectionReader."""
        quotes = [self._quote(article) for article in self.told[:limit]]
        return [PassageHit(one.text, one.span, 0.5, one.source, (), one.excerpt, True) for one in quotes]

    def article(self, name: str, key: str) -> Article | None:
        """See CollectionReader."""
        return self.told[int(key)] if key.isdigit() else None

    def paged(self, article: Article, split: Callable[[Article], list[Span]]) -> Sequence[Span]:
        """See CollectionReader."""
        return split(article)

    def link_to(self, quote: Quote) -> str | None:
        """See CollectionReader."""
        return link_to_quote(Article(quote.source, ""), quote.span)

    def listing(self, names: Sequence[str]) -> list[tuple[Source, int]]:
        """See CollectionReader."""
        return [(article.source, 1) for article in self.told]

    def publishers(self, *_: object) -> list[str]:
        """See CollectionReader."""
        return [article.source.publisher or "" for article in self.told[:50]]

    def languages(self, *_: object) -> list[str]:
        """See CollectionReader."""
        return ["en", "<script>canary()</script>"]

    @staticmethod
    def _quote(article: Article) -> Quote:
        span = Span(0, len(article.text))
        assert article.reading is not None
        shown = Excerpt(article.text, article.reading.blocks, (Span(1, 9),), 1, 2, article.reading.places[0].locator)
        return Quote(article.text, span, (Span(1, 9),), 0.9, article.source, (), shown, None, True)
