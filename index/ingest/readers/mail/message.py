"""Mails (.eml): what one says by itself, without what it quotes, its signature and its attachments."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from pathlib import Path

from index.ingest.readers.base import ReaderOptions, UnreadableError, too_large
from index.ingest.readers.decoding import decode_as
from index.ingest.readers.document import Document, TextBlock, make_article
from index.ingest.readers.html.blocks import html_blocks
from index.ingest.readers.html.parsing import parse_html
from index.ingest.readers.mail.lines import is_forwarded, mail_blocks, plain_subject
from index.ingest.readers.mail.quotes import without_quotes
from index.records import Article

_BYTES = 100_000_000  # of a file, attachments and all
_STUB = 0.2  # of the words of the other part: what has fewer only says that there is one
_UNTOLD = ("", "us-ascii")  # encodings that are told by default
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def convert(path: Path, name: str, options: ReaderOptions) -> Iterable[Article]:
    """See Converter."""
    with path.open("rb") as file:
        data = file.read(_BYTES + 1)
    if len(data) > _BYTES:
        raise UnreadableError(f"is larger than {_BYTES / 1e6:g} MB; take its attachments out")
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not message.keys():
        raise UnreadableError("has no header of a mail; save it anew as .eml")
    assert isinstance(message, EmailMessage)  # noqa: S101  by its policy
    if message.get_content_type() in _ENCRYPTED:
        raise UnreadableError("is encrypted; save what it says as text")
    blocks = _blocks(message, options.max_bytes)
    if not blocks:
        raise UnreadableError("says nothing but what it quotes; add the mail that it quotes")
    document = Document(blocks, plain_subject(_header(message, "subject")), _fields(message))
    article = make_article(document, str(path), name, path.stem)
    yield replace(article, warnings=(*article.warnings, *_attached(message)))


def _attached(message: EmailMessage) -> Iterator[str]:
    """What is to be told of attachments, if there are any."""
    if attached := [one.get_filename() or one.get_content_type() for one in message.iter_attachments()]:
        yield f"what is attached to it is not read ({', '.join(attached)}); save it as files of its own"


def _blocks(message: EmailMessage, max_bytes: int) -> tuple[TextBlock, ...]:
    """What a mail says, of its text, or of its HTML where the text is none to speak of."""
    forwarded = is_forwarded(_header(message, "subject"))
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    text, markup = _content(plain, max_bytes), _content(html, max_bytes)
    if markup:
        root = parse_html(markup)
        words = sum(len(str(part).split()) for part in root.itertext())
        if len(text.split()) < _STUB * words:
            return html_blocks(root if forwarded else without_quotes(root))
    is_flowed = plain is not None and _parameter(plain, "format") == "flowed"
    joins = plain is not None and _parameter(plain, "delsp") == "yes"
    return tuple(mail_blocks(text, forwarded, is_flowed, joins))


def _content(part: MIMEPart | None, max_bytes: int) -> str:
    """What a part says. Raises UnreadableError where that is too much."""
    if part is None:
        return ""
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)  # noqa: S101  as a part that is no container has it
    if len(data) > max_bytes:
        raise UnreadableError(too_large(max_bytes))
    told = _parameter(part, "charset")
    return decode_as("utf-8" if told in _UNTOLD else told, data)


def _parameter(part: MIMEPart, name: str) -> str:
    return str(part.get_param(name, "")).lower()


def _fields(message: EmailMessage) -> dict[str, str]:
    """What the header tells, under the names of front matter."""
    url = _header(message, "archived-at").strip("<> ")
    fields = {"author": _author(message), "date": _date(message), "language": _header(message, "content-language")}
    return {name: value for name, value in {**fields, "link": url}.items() if value}


def _author(message: EmailMessage) -> str:
    """The names of who wrote it, without addresses."""
    addresses = getattr(message["from"], "addresses", ())
    return ", ".join(_names(one.display_name for one in addresses))


def _names(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if name and "@" not in name)


def _date(message: EmailMessage) -> str:
    when = getattr(message["date"], "datetime", None)
    return when.isoformat() if when is not None else _header(message, "date")


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message[name] or "").split())
