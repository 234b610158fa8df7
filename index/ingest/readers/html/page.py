"""Pages of the web (HTML, XHTML), as people save them or as programs export them: their main part."""

import re
from collections.abc import Iterable
from pathlib import Path

from index.ingest.readers.base import EmptyError, ReaderOptions, UnreadableError, too_large
from index.ingest.readers.decoding import decode, decode_as
from index.ingest.readers.document import Document, make_article
from index.ingest.readers.html.beside import take_away_beside
from index.ingest.readers.html.blocks import html_blocks
from index.ingest.readers.html.folds import unfold
from index.ingest.readers.html.main_part import main_part
from index.ingest.readers.html.metadata import is_thread, page_title, read_metadata, told_title
from index.ingest.readers.html.page_text import PageTexts
from index.ingest.readers.html.parsing import parse_html, said
from index.records import Article

_MARKUP = 5  # times what an article may have is the most that its page may have
_CHARSET = re.compile(rb"<(?:meta[^>]+charset\s*=|\?xml[^>]+encoding\s*=)\s*[\"']?\s*([\w:-]+)", re.IGNORECASE)
_BEGINNING = 4096  # bytes in which a page tells its encoding


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article]:
    """See Converter."""
    data = read_markup(path, options.max_bytes)
    if not data.strip():
        raise EmptyError("is empty")
    yield make_article(read_page(decode_page(data)), str(path), name, path.stem)


def read_markup(path: Path, max_bytes: int) -> bytes:
    """The bytes of a page whose article may have so many. Raises UnreadableError, and OSError."""
    with path.open("rb") as file:
        data = file.read(_MARKUP * max_bytes + 1)
    if len(data) > _MARKUP * max_bytes:
        raise UnreadableError(too_large(_MARKUP * max_bytes))
    return data


def read_page(markup: str, url: str = "") -> Document:
    """What a page says in its main part, and of itself; its address tells more. Raises UnreadableError."""
    root = parse_html(markup)
    texts = PageTexts(root)  # before anything is unfolded or taken out
    unfold(root)
    main = main_part(root, told_title(root))
    fields = read_metadata(root, main, markup, url)
    outside = [said(one) for one in root.iter("h1")]
    outside += [said(main.title)] if main.title is not None else []
    take_away_beside(*main, is_thread(root))
    blocks = html_blocks(main.element, texts=texts)
    headings = [block for block in blocks if block.kind == "heading" and block.text]
    titles = [block.text for block in headings if block.level == 1]
    first = [block.text for block in headings[:1]]
    return Document(blocks, page_title(fields, titles, [*first, *titles, *outside]), fields, page=texts.text)


def decode_page(data: bytes) -> str:
    """The characters of a page: by its byte order mark, as UTF-8, by the encoding it tells, or as `decode` does."""
    told = _CHARSET.search(data[:_BEGINNING])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return decode_as(told[1].decode(), data) if told else decode(data)
    return decode(data)
