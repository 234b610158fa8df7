"""Makes the documents that are no text again from their sources: python tests/documents/sources/make.py [NAME ...].

It needs pandoc, LibreOffice, Chromium, pdflatex, and from PyPI python-pptx and typst. What it writes differs in dates
and ids each time, and in pages where fonts or programs are others: look at it, and at its pages in `questions/`, before
you commit it.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from zipfile import ZIP_DEFLATED, ZipFile

HERE = Path(__file__).parent
TARGETS = HERE.parent / "converted"
Maker = Callable[[Path, Path, Path], None]
"""Makes a target of a source, with a folder to work in."""

_CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu")
_PAGE = (
    '<style:page-layout style:name="Mpm1"><style:page-layout-properties fo:page-width="14.8cm" fo:page-height="21cm" '
    'fo:margin="1.5cm" style:print-orientation="portrait">{columns}</style:page-layout-properties>'
    '<style:header-style><style:header-footer-properties fo:margin-bottom="0.4cm"/></style:header-style>'
    '<style:footer-style><style:header-footer-properties fo:margin-top="0.4cm"/></style:footer-style>'
    "</style:page-layout>"
)
_TWO_COLUMNS = '<style:columns fo:column-count="2" fo:column-gap="0.6cm"/>'
_MASTER = (
    '<style:master-page style:name="Standard" style:page-layout-name="Mpm1"><style:header><text:p>{head}</text:p>'
    "</style:header><style:footer><text:p>{foot} <text:page-number>1</text:page-number></text:p></style:footer>"
    "</style:master-page>"
)


def main(names: list[str]) -> None:
    """Makes the documents of these names, or all."""
    with TemporaryDirectory() as name:
        for target, (source, make) in MAKERS.items():
            if not names or Path(target).stem in names:
                folder = Path(name, target)
                folder.mkdir()
                make(HERE / source, TARGETS / target, folder)


def pandoc(source: Path, target: Path, _: Path) -> None:
    """Has pandoc write the format that the target's ending names."""
    _run("pandoc", "-s", source, "-o", target)


def libreoffice(source: Path, target: Path, folder: Path, via: str = "odt") -> None:
    """Has LibreOffice convert what pandoc makes of a source."""
    written = folder / f"{target.stem}.{via}"
    pandoc(source, written, folder)
    _soffice(written, target, folder)


def laid_out(
    source: Path, target: Path, folder: Path, head: str = "", foot: str = "", language: str = "en-US", columns: int = 1
) -> None:
    """Has LibreOffice print a small page with a running head and foot, hyphenated, in one or two columns."""
    written = folder / f"{target.stem}.odt"
    pandoc(source, written, folder)
    _patch(written, head, foot, language, _TWO_COLUMNS if columns == 2 else "")
    _soffice(written, target, folder)


def reopened(source: Path, target: Path, folder: Path) -> None:
    """Has LibreOffice open slides, save them as its own, and these again as they were."""
    written = folder / f"{target.stem}.pptx"
    pandoc(source, written, folder)
    own = folder / "own"
    own.mkdir()
    _soffice(written, own / f"{target.stem}.odp", folder)
    _soffice(own / f"{target.stem}.odp", target, folder)


def printed(source: Path, target: Path, _: Path) -> None:
    """Has Chromium print a page to PDF, with its own head and foot."""
    with _served(source.parent) as address:
        _run(*_CHROMIUM, f"--print-to-pdf={target}", f"{address}/{source.name}")


def saved(source: Path, target: Path, _: Path) -> None:
    """Has Chromium save a page as it is once its scripts have run."""
    command = [*_CHROMIUM, "--dump-dom", source.as_uri()]
    target.write_bytes(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)  # noqa: S603


def latex(source: Path, target: Path, folder: Path) -> None:
    """Has pdflatex set a paper, twice for its references."""
    for _ in range(2):
        _run("pdflatex", "-interaction=batchmode", f"-output-directory={folder}", source)
    shutil.copy(folder / f"{source.stem}.pdf", target)


def typst(source: Path, target: Path, _: Path) -> None:
    """Has Typst set a guide."""
    _run(sys.executable, "-c", "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])", source, target)


def python(source: Path, target: Path, _: Path) -> None:
    """Has a script write it."""
    _run(sys.executable, source, target)


def zipped(source: Path, target: Path, _: Path) -> None:
    """Zips a folder."""
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for path in sorted(path for path in source.rglob("*") if path.is_file()):
            file.write(path, path.relative_to(source))


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served, which Chromium prints at the foot of each page."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("localhost", 8000), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield "http://localhost:8000"
        server.shutdown()


def _run(*command: str | Path) -> None:
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _soffice(written: Path, target: Path, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", target.suffix.removeprefix("."))
    _run(*command, "--outdir", target.parent, written)


def _patch(written: Path, head: str, foot: str, language: str, columns: str) -> None:
    """Changes the page of a document of pandoc's, and has its words hyphenated."""
    with ZipFile(written) as file:
        members = {info: file.read(info) for info in file.infolist()}
    tongue, country = language.split("-")
    changes = (
        (r"<style:page-layout style:name=.*?</style:page-layout>", _PAGE.format(columns=columns), 1),
        (
            r'<style:master-page style:name="Standard".*?(?:/>|</style:master-page>)',
            _MASTER.format(head=head, foot=foot),
            1,
        ),
        (r'fo:hyphenate="false"', 'fo:hyphenate="true"', 0),
        (r'fo:language="\w*"', f'fo:language="{tongue}"', 0),
        (r'fo:country="\w*"', f'fo:country="{country}"', 0),
        (r'fo:font-size="12pt"', 'fo:font-size="9.5pt"', 0),
    )
    with ZipFile(written, "w", ZIP_DEFLATED) as file:
        for info, data in members.items():
            text = data
            for pattern, new, count in changes if info.filename == "styles.xml" else ():
                text = re.sub(pattern, new, text.decode(), count=count, flags=re.DOTALL).encode()
            file.writestr(info, text)


MAKERS: Mapping[str, tuple[str, Maker]] = {
    "winter-roads-report.pdf": (
        "winter-roads-report.md",
        partial(laid_out, head="Roads Office, Brannock County", foot="Season 2024/25 – page"),
    ),
    "lantern-parish-gazette.pdf": (
        "lantern-parish-gazette.md",
        partial(laid_out, head="The Lantern Street Gazette · Number 112", foot="–", columns=2),
    ),
    "reglamento-teatro-umbral.pdf": (
        "reglamento-teatro-umbral.md",
        partial(laid_out, head="Sala Umbral. Reglamento", foot="Página", language="es-ES"),
    ),
    "marquee-hire-terms.pdf": (
        "marquee-hire-terms.md",
        partial(laid_out, head="Calloway Canvas, Hobb’s Mill", foot="Prices without tax. Page"),
    ),
    "harness-and-moss.pdf": ("harness-and-moss.tex", latex),
    "village-archive-guide.pdf": ("village-archive-guide.typ", typst),
    "beach-cleanup-briefing.pdf": ("beach-cleanup-briefing.md", partial(libreoffice, via="pptx")),
    "wheelchair-manual.pdf": ("wheelchair-manual.html", printed),
    "lighthouse-hostel-rules.docx": ("lighthouse-hostel-rules.md", pandoc),
    "falconry-centre-induction.docx": (
        "falconry-centre-induction.md",
        partial(laid_out, head="Ravensmoor", foot="Sheet"),
    ),
    "quarry-hearing-minutes.docx": ("quarry-hearing-minutes.md", pandoc),
    "small-grants-faq.docx": ("small-grants-faq.md", libreoffice),
    "glider-club-checklists.odt": ("glider-club-checklists.md", partial(laid_out, head="Hollowdale", foot="Leaf")),
    "letter-to-tenants.odt": ("letter-to-tenants.md", pandoc),
    "hesketh-dialect-words.odt": ("hesketh-dialect-words.md", pandoc),
    "call-centre-onboarding.pptx": ("call-centre-onboarding.md", pandoc),
    "volcano-evening-talk.pptx": ("volcano-evening-talk.md", reopened),
    "phone-box-library-review.pptx": ("phone_box_library_review.py", python),
    "night-birds-of-the-fens.epub": ("night-birds-of-the-fens.md", pandoc),
    "the-salt-clerk.epub": ("the-salt-clerk.md", pandoc),
    "ropework-for-riggers.epub": ("ropework-for-riggers.md", libreoffice),
    "wendle-bridge-closes.html": ("wendle-bridge-closes.html", saved),
    "peyote-beadwork-pattern.html": ("peyote-beadwork-pattern.md", libreoffice),
    "heliograph-slack.zip": ("heliograph-slack", zipped),
    "orchard-confluence.zip": ("orchard-confluence", zipped),
}

if __name__ == "__main__":
    main(sys.argv[1:])
