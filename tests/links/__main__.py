"""Opens links to quotes in Chromium, and tells where they lead: `python -m tests.links [development|report]`."""

import asyncio
import sys
from collections import Counter
from pathlib import Path

from tests.links.chromium import browser, open_tab
from tests.links.landing import Landed, Landing, landed, served
from tests.links.quotes import quotes, read

_PAGES = Path(__file__).with_name("pages")
_MOST = 13  # quotes of a page


async def measured(part: str, names: str = "*", most: int = _MOST) -> list[Landed]:
    """Where the links to the quotes of some pages lead."""
    folder = _PAGES / part
    async with open_tab() as tab, served(folder) as address:
        found = list[Landed]()
        for path in sorted(folder.glob(f"{names}.html")):
            article = read(path)
            found += [one async for one in landed(tab, address, path.name, article, quotes(article, most))]
        return found


def table(found: list[Landed]) -> str:
    """How many led where, by the kind of quote and by page."""
    lines = ["| | quotes | " + " | ".join(Landing) + " |", "| --- " * (len(Landing) + 2) + "|"]
    for key in (lambda one: one.tried.kind, lambda one: one.page.removesuffix(".html"), lambda one: "all"):
        for name in sorted({key(one) for one in found}):
            counts = Counter(one.landing for one in found if key(one) == name)
            cells = [name, counts.total(), *(counts[landing] or "" for landing in Landing)]
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def main() -> None:
    """Prints where links lead, and which did not lead to the quote."""
    if browser() is None:
        sys.exit("there is no Chromium (Debian: apt-get install chromium)")
    part, names = [*sys.argv[1:], *("report", "*")[len(sys.argv) - 1 :]][:2]
    found = asyncio.run(measured(part, names))
    for one in found:
        if one.landing not in (Landing.QUOTE, Landing.HIDDEN):
            sys.stdout.write(f"{one.page}, {one.tried.kind}, {one.landing}: {one.text!r}\n    {one.link}\n")
    sys.stdout.write(f"{table(found)}\n")


if __name__ == "__main__":
    main()
