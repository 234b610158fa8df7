"""Prints how well the main part of web pages is read, by Quotebot and others: python -m tests.web [development].

Of the pages of tests/web/pages it tells counts alone, of those of tests/web/development what is lost and leaks.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.terminal.output import notify
from index.errors import QuotebotError
from tests.web.dataset import DEVELOPMENT, HELD_OUT, Page, read_pages
from tests.web.measure import Judged, figures_table, judge, pages_table
from tests.web.readers import RIVALS, by_quotebot, by_rival


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures a set, and prints its tables."""
    parser = ArgumentParser(prog="python -m tests.web", description="Measure what is read of web pages.")
    parser.add_argument("set", nargs="?", choices=("held-out", "development"), default="held-out", help="which pages")
    parser.add_argument("--alone", action="store_true", help="measure Quotebot only, and install nothing")
    parser.add_argument("--environments", type=Path, help="a folder that keeps what is installed for the next time")
    given = parser.parse_args(arguments)
    pages = read_pages(DEVELOPMENT if given.set == "development" else HELD_OUT)
    judged = {"Quotebot": [judge(page, by_quotebot(page)) for page in pages]}
    with TemporaryDirectory() as scratch:
        for library in () if given.alone else RIVALS:
            if others := _rival(library, pages, given.environments or Path(scratch)):
                judged[library] = others
    print(figures_table(judged), pages_table(judged), sep="\n\n")  # noqa: T201
    if given.set == "development":
        _tell(judged["Quotebot"])


def _rival(library: str, pages: Sequence[Page], environments: Path) -> list[Judged]:
    notify(f"{library}: makes sure that it is installed")
    try:
        readings = by_rival(library, pages, environments)
    except QuotebotError as error:
        notify(f"{library} is left out: {error}")
        return []
    return [judge(page, reading) for page, reading in zip(pages, readings, strict=True)]


def _tell(judged: Sequence[Judged]) -> None:
    for one in judged:
        for kind, texts in (("lost", one.lost), ("leaked", one.leaked)):
            for text in texts:
                print(f"{kind:8}{one.page.name}: {text}")  # noqa: T201


if __name__ == "__main__":
    main()
