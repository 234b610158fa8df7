"""What a person sees: answers, passages, articles, reports and findings as rich renderables."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.table import Table
from rich.text import Text

from bot.terminal.excerpts import excerpt_parts
from bot.terminal.lines import indented
from bot.terminal.plain import one_line
from index.records import Answer, Locator, LocatorKind, Missing, PassageHit, Quote, Source

if TYPE_CHECKING:
    from index.evaluation.answers import Report
    from index.evaluation.dialogues import DialogueReport
    from index.evaluation.rankings import Retrieval
    from index.maintenance.finding import Finding

_WIDTH = 100  # longer lines are tiring to read
_NONE = "–"
_LOCATORS: Mapping[LocatorKind, str] = {"page": "p. {}", "slide": "slide {}", "time": "{}"}
_MAX_NAMED = 5  # other articles below a quote or passage


def render_answer(answer: Answer) -> RenderableType:
    """Show the quotes of an answer and what they leave open, or that there is none and what came closest."""
    from index.answering.confidence import level  # which takes 0.2 s where nothing is answered

    if answer.answered:
        confidence = Text(f"Confidence {answer.confidence:.0%}, {level(answer.confidence)}", style="dim")
        left_open = [Text(f"Not answered: “{one_line(words)}”") for words in answer.open]
        below = [*([_block(left_open)] if left_open else []), _block([confidence])]
        return _blocks([*(_block(_parts(quote), 2) for quote in answer.quotes), *below])
    blocks = [_block([Text("The articles do not answer this."), *map(_missing, answer.missing)])]
    if answer.closest:
        head = Text(f"Closest passages, {answer.confidence:.0%} likely to hold the answer:", style="dim")
        blocks += [_block([head]), *(_block(_closest_parts(quote), 4) for quote in answer.closest)]
    return _blocks(blocks)


def _missing(missing: Missing) -> Text:
    """Say what a question asks of that is not told."""
    asked = one_line(missing.asked)
    match missing.kind:
        case "articles":
            return Text(f"No article mentions “{asked}”.")
        case "passages":
            return Text(f"The closest passages do not mention “{asked}”.")
        case "figure":
            return Text(f"The closest passages tell of {' and '.join(map(one_line, missing.told))}, not {asked}.")


def source_text(source: Source, locator: Locator | None = None, older: bool = False) -> Text:
    """Tell title, page or the like, publisher and date of an article, and on a line of its own where to find it.

    Of an `older` version that is told behind its title.
    """
    place = _LOCATORS[locator.kind].format(locator.label) if locator else None
    parts = (source.title, "older version" if older else None, place, source.publisher, source.published_at)
    about = "— " + " · ".join(one_line(part) for part in parts if part)
    address = one_line(source.url or source.path or "")
    return Text(f"{about}\n{address}".rstrip(), style="dim", overflow="fold")


def render_passages(passages: Sequence[PassageHit]) -> RenderableType:
    """Show the passages that a search found, numbered."""
    if not passages:
        return Text("Nothing found.")
    return _blocks(_passage_block(rank, passage) for rank, passage in enumerate(passages, 1))


def render_articles(listing: Sequence[tuple[Source, int]]) -> RenderableType:
    """Show the articles of an index in a table, each with its number of passages."""
    if not listing:
        return Text("No articles. Add some with: quotebot sync PATH")
    table = Table(box=SIMPLE_HEAD)
    for heading in ("Article", "Title", "Publisher", "Published"):
        table.add_column(heading, overflow="fold")
    table.add_column("Passages", justify="right")
    for source, passages in listing:
        cells = (source.id, source.title, source.publisher, source.published_at, str(passages))
        table.add_row(*(Text(one_line(cell or _NONE)) for cell in cells))
    return table


def render_report(report: "Report") -> RenderableType:
    """Show the figures of an evaluation, and how the risk of a wrong answer grows with the share answered."""
    figures = Table.grid(padding=(0, 2))
    for label, value in (
        ("Questions", f"{report.questions}, {report.answerable} of them answerable"),
        ("Gold sentence first", _share(report.gold_first)),
        ("Gold sentence among the first three", _share(report.gold_three)),
        ("Right article first", _share(report.article_1)),
        ("Right article among the first ten", _share(report.article_10)),
        ("Answerable or not, AUROC", _share(report.auroc)),
        ("Calibration error", _share(report.calibration_error)),
        ("Answered", str(report.answered)),
        ("Rightly not answered", _share(report.refused_right)),
        ("Words of a quote, median and most", f"{_number(report.words_median)}, {_number(report.words_most)}"),
        ("Quotes word for word", "yes" if report.verbatim else "NO"),
        ("Time of a question, median and 95 of 100", f"{report.p50_ms:.0f} ms, {report.p95_ms:.0f} ms"),
    ):
        figures.add_row(label, value)
    curve = Table("Answered", "From confidence", "Wrong of these", box=SIMPLE_HEAD)
    for point in report.risk_coverage:
        curve.add_row(f"{point.coverage:.0%}", f"{point.threshold:.2f}", f"{point.risk:.1%}")
    retrieval = [_render_retrieval(report.retrieval)] if report.retrieval else []
    parts: list[RenderableType] = [Text(one_line(report.set), style="bold"), figures, *retrieval, curve]
    return _blocks(_block([part]) for part in parts)


def render_finding(finding: "Finding") -> Text:
    """Show what the doctor found of one part."""
    mark = ("✓", "green") if finding.ok else ("✗", "red")
    return Text.assemble(mark, f" {one_line(finding.part)}: {one_line(finding.message)}")


def _render_retrieval(retrieval: "Retrieval") -> Table:
    table = Table("Found by", "nDCG@10, articles", "nDCG@10, passages", "recall@10, passages", box=SIMPLE_HEAD)
    for way, ranking in (
        ("search", retrieval.hybrid),
        ("BM25 alone", retrieval.words),
        ("vectors alone", retrieval.vectors),
        ("fused by ranks", retrieval.fused),
    ):
        shares = (ranking.articles_ndcg, ranking.passages_ndcg, ranking.passages_recall)
        table.add_row(way, *map(_share, shares))
    return table


def render_dialogues(report: "DialogueReport") -> RenderableType:
    """Show how many turns of dialogues are answered with what went before, and how many without."""
    table = Table("Turns of dialogues", "", "gold first", "among three", "answered", box=SIMPLE_HEAD)
    needs = ("that need context", "that do not", "whose answer is not told")
    together = (report.needing, report.others, report.untold)
    for need, *pair in zip(needs, together, report.alone, strict=True):
        for way, figures in zip(("understood", "alone"), pair, strict=True):
            shares = (figures.gold_first, figures.gold_three, figures.answered)
            table.add_row(f"{figures.turns} {need}", way, *map(_share, shares))
    return table


def _parts(quote: Quote | PassageHit) -> list[RenderableType]:
    """What is shown of a quote or passage, and below it where it stands."""
    parts = [*excerpt_parts(quote.shown), source_text(quote.source, quote.shown.locator, quote.older)]
    return [*parts, _also_in(quote.also_in)] if quote.also_in else parts


def _closest_parts(quote: Quote) -> list[RenderableType]:
    source = source_text(quote.source, quote.shown.locator, quote.older)
    return [*excerpt_parts(quote.shown, style="dim", emphasis=""), source]


def _passage_block(rank: int, passage: PassageHit) -> list[RenderableType]:
    return [indented(Text(f"{rank}. ({passage.score:.3f})", style="dim")), *_block(_parts(passage), 2)]


def _also_in(sources: Sequence[Source]) -> Text:
    names = [_name(source) for source in sources[:_MAX_NAMED]]
    if len(sources) > _MAX_NAMED:
        names.append(f"and {len(sources) - _MAX_NAMED} more")
    return Text(f"Also in: {'; '.join(names)}", style="dim")


def _name(source: Source) -> str:
    return one_line(f"{source.title} ({source.publisher})" if source.publisher else source.title)


def _block(parts: Sequence[RenderableType], left: int = 0) -> list[RenderableType]:
    """Set parts further in below each other, an empty line after the last."""
    return [*(indented(part, left) for part in parts[:-1]), indented(parts[-1], left, below=1)]


def _blocks(blocks: Iterable[Iterable[RenderableType]]) -> RenderableType:
    """Set blocks below each other, in no longer lines than are easily read."""
    return Constrain(Group(*chain.from_iterable(blocks)), _WIDTH)


def _share(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}"


def _number(value: float | None) -> str:
    return _NONE if value is None else f"{value:g}"
