"""Builds the documentation site into an empty folder, strictly: `python .ci/site.py FOLDER`.

Zensical fails on links to pages and anchors that are not there; what it does not look at is looked at here.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from markdown_it import MarkdownIt

_ROOT = Path(__file__).resolve().parent.parent
_SETTINGS = Path(".ci/zensical.toml")
_DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs")
_LINK = re.compile(r"\]\(([^)#:\s]+)")  # to what is no address
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_BLOCKS = ("h1", "h2", "h3", "h4", "li", "tr", "pre", "blockquote")


def build(folder: Path) -> Path:
    """Builds the site, and returns where it is; ends with 1 where Zensical has something to say."""
    _copy(folder / "pages")
    shutil.copy(_ROOT / _SETTINGS, folder)
    command = [str(Path(sys.executable).with_name("zensical")), "build", "--strict"]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - its own
    if built.returncode:
        told = (built.stdout + built.stderr).partition("Traceback")[0]  # which tells of Zensical itself
        sys.exit(f"{_COLOUR.sub('', told)}ci: the site cannot be built")
    return folder / "site"


def _copy(target: Path) -> None:
    """Copies the documents, and the files that they link to; of a folder its README.md."""
    waiting = [file for name in _DOCUMENTS for file in (_ROOT / name, *(_ROOT / name).rglob("*")) if file.is_file()]
    while waiting:
        file = waiting.pop()
        copied = target / file.relative_to(_ROOT)
        if copied.exists():
            continue
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copied)
        linked = _LINK.findall(file.read_text(encoding="utf-8")) if file.suffix == ".md" else ()
        paths = ((file.parent / unquote(link)).resolve() for link in linked)
        found = (path / "README.md" if path.is_dir() else path for path in paths if path.is_relative_to(_ROOT))
        waiting.extend(path for path in found if path.is_file())


def not_in_navigation(folder: Path) -> Iterator[str]:
    """Pages that the navigation lacks, or has though they are not there."""
    named = set(_files(tomllib.loads((_ROOT / _SETTINGS).read_text(encoding="utf-8"))["project"]["nav"]))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    yield from (f"{page}: not in the navigation" for page in sorted(there - named))
    yield from (f"{page}: in the navigation, but not there" for page in sorted(named - there))


def _files(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        yield from _files(list(entry.values()))
    elif isinstance(entry, list):
        for one in entry:
            yield from _files(one)


def broken(site: Path) -> Iterator[str]:
    """What pages link to, show or load that the site does not have, and what they load from elsewhere."""
    for page in _pages(site):
        address = f"/{page.relative_to(site).as_posix()}"
        for element, attribute, target in _targets(page):
            parts = urlsplit(urljoin(address, target))
            if parts.scheme or parts.netloc:
                if element.tag != "a" and attribute != "content":
                    yield f"{address}: loads {target}"
            elif not _is_there(site / unquote(parts.path).lstrip("/")):
                yield f"{address}: {target} is not there"


def _pages(site: Path) -> list[Path]:
    return sorted(page for page in site.rglob("*.html") if page.name != "404.html")  # which knows no relative addresses


def _targets(page: Path) -> Iterator[tuple[html.HtmlElement, str, str]]:
    root = html.parse(page).getroot()
    yield from ((element, attribute or "", target) for element, attribute, target, _ in root.iterlinks())
    yield from ((source, "srcset", source.get("srcset", "")) for source in root.iter("source"))


def _is_there(path: Path) -> bool:
    return path.is_file() or (path / "index.html").is_file()


def read_otherwise(folder: Path, site: Path) -> Iterator[str]:
    """Pages whose blocks are others on the site than by GitHub Flavored Markdown, as a list without a line above it."""
    markdown = MarkdownIt("gfm-like", {"linkify": False})
    for page in sorted(folder.rglob("*.md")):
        place = site / page.relative_to(folder).with_suffix(".html")
        place = place.with_name("index.html") if place.name == "README.html" else place
        meant = _blocks(html.fromstring(markdown.render(page.read_text(encoding="utf-8"))))
        shown = _blocks(html.parse(place).getroot().find(".//article"))
        if shown != meant:
            lacks, more = dict(meant - shown), dict(shown - meant)
            yield f"{page.relative_to(folder)}: has {lacks} that the site lacks, which has {more} besides"


def _blocks(element: html.HtmlElement | None) -> Counter[str]:
    return Counter(tag for tag in _BLOCKS for _ in (element.iter(tag) if element is not None else ()))


def main(folder: Path) -> None:
    """Builds the site and ends with 1 where something is wrong with it."""
    site = build(folder)
    pages = folder / "pages"
    found = [*not_in_navigation(pages), *broken(site), *read_otherwise(pages, site)]
    if found:
        sys.exit("\n".join(["ci: the site is not as it should be:", *found]))
    print(f"{len(_pages(site))} pages")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
