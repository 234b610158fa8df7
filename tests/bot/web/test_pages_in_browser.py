"""The pages in headless Chromium: on a phone, in the dark, by keyboard, without scripts, and for screen readers."""

import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest
import pytest_asyncio

from bot.service.article_links import Place
from index.files.data_folder import DataFolder
from index.records import Span
from tests.bot.web.axe import axe
from tests.bot.web.site import ARTICLES, CREW, Site, serving, settings_of
from tests.links.chromium import Tab, browser, open_tab

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(browser() is None, reason="there is no Chromium (Debian: apt-get install chromium)"),
]

QUESTION = "When did the town close the old bridge over the river?"
ASKED = "/?" + urlencode({"q": QUESTION})
SENTENCE = "In the year 1859 the pier was mended and measured again."
LAST = ARTICLES["long.md"].rindex(SENTENCE)
AT_QUOTE = f"/article?id=chronicle&start={LAST}&end={LAST + len(SENTENCE)}#quote"
PATHS = {
    "first": "/",
    "answer": ASKED,
    "no answer": "/?q=Who+is+Gustavo+Petro",
    "search": "/search?q=bridge",
    "article": "/article?id=bridge&start=195&end=300",
    "pages": AT_QUOTE.partition("#")[0],
    "right to left": "/article?id=river&lang=de",
    "sources": "/sources",
    "error": "/none",
}
DESKTOP, PHONE = (1100, 800), (360, 740)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(data_folder: DataFolder) -> AsyncIterator[Site]:
    """A site that lets everyone ask as often as they like."""
    async with serving(data_folder, settings_of()) as site:
        yield site


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browsing() -> AsyncIterator[Tab]:
    """A tab for all tests."""
    async with open_tab() as tab:
        yield tab


@pytest_asyncio.fixture(loop_scope="module")
async def tab(browsing: Tab) -> Tab:
    """The tab as a reader at a desk has it, in daylight."""
    await look(browsing)
    await browsing.command("Emulation.setScriptExecutionDisabled", value=False)
    await browsing.open("about:blank")  # else an address that differs in its fragment alone is not loaded
    return browsing


async def look(tab: Tab, size: tuple[int, int] = DESKTOP, colours: str = "light") -> None:
    """Gives the tab this size and these colours."""
    width, height = size
    is_mobile = size == PHONE
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_mobile}
    await tab.command("Emulation.setDeviceMetricsOverride", **metrics)
    await tab.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": colours}])


async def press(tab: Tab, key: str, text: str = "") -> None:
    """Presses a key."""
    code = {"Tab": 9, "Enter": 13}[key]
    for kind in ("keyDown", "keyUp"):
        typed = {"text": text} if text and kind == "keyDown" else {}
        await tab.command("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **typed)


async def tab_to(tab: Tab, selector: str, most: int = 60) -> list[str]:
    """Presses Tab until an element has the focus; gives what had it on the way."""
    passed = list[str]()
    for _ in range(most):
        await press(tab, "Tab")
        passed.append(await tab.evaluate("document.activeElement.textContent.trim() || document.activeElement.name"))
        if await tab.evaluate(f"document.activeElement.matches({json.dumps(selector)})"):
            return passed
    raise AssertionError(f"Tab does not lead to {selector}: {passed}")


async def is_in_window(tab: Tab, selector: str) -> bool:
    """Whether all of an element can be seen without scrolling."""
    box = f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()"
    return bool(await tab.evaluate(f"(box => box.top >= 0 && box.bottom <= innerHeight && box.height > 0)({box})"))


async def test_keyboard(site: Site, tab: Tab) -> None:
    """By Tab and Enter alone a question is asked, and the article of the answer opened at the quote."""
    await tab.open(site.url)
    assert await tab_to(tab, "#q") == ["Skip to the content", "Quotebot", "Ask", "Search", "Sources", "q"]
    await tab.command("Input.insertText", text=QUESTION)
    await tab.loaded(press(tab, "Enter", "\r"))
    assert await tab.evaluate("document.querySelector('blockquote strong').textContent") == (
        "The town closed the old bridge over the river on Monday."
    )
    await tab_to(tab, ".quote a.read")
    outline = await tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    await tab.loaded(press(tab, "Enter", "\r"))
    marked = "[...document.querySelectorAll('mark')].map(mark => mark.textContent).join(' ')"
    assert (outline, "The town closed the old bridge" in await tab.evaluate(marked)) == ("solid", True)
    assert await is_in_window(tab, "#quote")


async def test_skip_link(site: Site, tab: Tab) -> None:
    """The first stop of Tab leads past the top of the page."""
    await tab.open(site.url + "/sources")
    await press(tab, "Tab")
    assert await is_in_window(tab, ".skip")
    await press(tab, "Enter", "\r")
    assert await tab.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
async def test_quote_is_in_sight(site: Site, tab: Tab, size: tuple[int, int]) -> None:
    """An article that is opened at a quote, without scripts too, shows the quote in the window."""
    await look(tab, size)
    await tab.command("Emulation.setScriptExecutionDisabled", value=True)
    await tab.open(site.url + AT_QUOTE)
    await tab.command("Emulation.setScriptExecutionDisabled", value=False)
    assert await tab.evaluate("scrollY") > 1000
    assert await tab.evaluate("document.querySelector('#quote').textContent") == SENTENCE
    assert await is_in_window(tab, "#quote")


async def test_without_scripts(site: Site, tab: Tab) -> None:
    """Without scripts a question is answered, and the closest passages can be opened; no button is there in vain."""
    await tab.command("Emulation.setScriptExecutionDisabled", value=True)
    await tab.open(site.url + "/?q=Who+is+Gustavo+Petro")
    await tab_to(tab, "summary")
    await press(tab, "Enter", "\r")
    shown = "[...document.querySelectorAll('{}')].filter(one => one.checkVisibility()).length"
    assert await tab.evaluate(shown.format("details blockquote")) > 0
    assert await tab.evaluate(shown.format("[data-copy]")) == 0


async def test_copying(site: Site, tab: Tab) -> None:
    """With scripts a quote is copied with its source, and that is said."""
    await tab.open(site.url + ASKED)
    await tab.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    await tab.evaluate("document.querySelector('[data-copy]').click()")
    assert (await tab.evaluate("window.copied")).startswith("“The town closed the old bridge over the river on Monday.")
    assert await tab.evaluate("document.querySelector('[data-copy]').textContent") == "Copied"


async def test_dark(site: Site, tab: Tab) -> None:
    """A reader who likes it dark gets light letters on a dark page."""

    async def brightness(colour: str) -> float:
        numbers = await tab.evaluate(
            f"getComputedStyle(document.body).{colour}.match(/[0-9]+/g).slice(0, 3).map(Number)"
        )
        return float(sum(numbers) / 3)

    for colours, is_dark in (("light", False), ("dark", True)):
        await look(tab, colours=colours)
        await tab.open(site.url)
        assert (await brightness("backgroundColor") < await brightness("color")) is is_dark


async def test_phone(site: Site, tab: Tab) -> None:
    """On a phone no page is wider than the window."""
    await look(tab, PHONE)
    wide = []
    for name, path in PATHS.items():
        await tab.open(site.url + path)
        if await tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(name)
    assert wide == []


async def test_accessible(site: Site, tab: Tab) -> None:
    """axe-core finds nothing on any page, in light and dark colours, on a desk and on a phone."""
    script = axe()
    if not script:
        pytest.skip("axe-core is not there, nor npm's registry")
    signed = site.services.links.path(Place(CREW.name, "rota", Span(0, 9)))
    found = list[tuple[str, str, str, str]]()
    for name, path in {**PATHS, "signed": signed.partition("#")[0]}.items():
        await tab.open(site.url + path)
        await tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        await tab.evaluate(f"{script}; 0")
        for size, colours in ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light")):
            await look(tab, size, colours)
            for wrong in await tab.evaluate(
                "axe.run().then(told => told.violations.map(one => [one.id, one.nodes[0].html]))"
            ):
                found.append((name, colours, *wrong))
    assert found == []
