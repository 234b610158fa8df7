"""A site of many pages that changes many times at random: its index is what it says after each look.

python -m tests.soak.sites --pages 1000 --changes 100
"""

import argparse
import asyncio
import json
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.index.fetching.changing import ChangingSite


async def measure(pages: int, changes: int, seed: int) -> dict[str, object]:
    """Look at a site again and again, and count how often its index is not what it must be."""
    wrong, bodies, begun = 0, 0, time.perf_counter()
    with TemporaryDirectory() as folder:
        site = ChangingSite(Path(folder), pages, seed)
        await site.look()
        first = time.perf_counter() - begun
        wrong += site.indexed() != site.expected
        for _ in range(changes):
            site.change()
            await site.look()
            wrong += site.indexed() != site.expected
        await site.look()
        bodies = len(site.world.site.sent)
    return {
        "pages": pages,
        "changes": changes,
        "wrong": wrong,
        "bodies_of_an_unchanged_site": bodies,
        "seconds_first": round(first, 1),
        "seconds": round(time.perf_counter() - begun, 1),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(json.dumps(asyncio.run(measure(given.pages, given.changes, given.seed)), indent=2))  # noqa: T201
