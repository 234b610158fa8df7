"""Links to quotes are opened in Chromium, where there is one."""

from collections import Counter

import pytest

from tests.links.__main__ import measured
from tests.links.chromium import browser
from tests.links.landing import Landing

needs_browser = pytest.mark.skipif(browser() is None, reason="there is no Chromium (Debian: apt-get install chromium)")


@needs_browser
async def test_a_link_lands_on_its_quote() -> None:
    """On a page of tables, code and terms, of which nothing is hidden, each link must light up the quote."""
    found = await measured("development", "docs", most=4)
    assert [one.landing for one in found] == [Landing.QUOTE] * 4


@needs_browser
@pytest.mark.gate
async def test_links_land_on_quotes_or_at_the_top() -> None:
    """Of the quotes of all pages that are reported, so many must be lit, and nothing else on the page."""
    counts = Counter(one.landing for one in await measured("report"))
    assert counts[Landing.ELSEWHERE] == 0
    assert counts[Landing.QUOTE] + counts[Landing.HIDDEN] >= 0.97 * counts.total()
