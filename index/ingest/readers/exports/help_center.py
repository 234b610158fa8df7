"""Articles of help centers, as the interfaces of Zendesk and Intercom give them: HTML, and whether it is published."""

from collections.abc import Iterator
from typing import Any

import msgspec

from index.ingest.readers.article_tables import TableFile
from index.ingest.readers.base import Problem, ProblemKind, UnreadableError, WithheldError
from index.ingest.readers.document import Document, TextBlock, make_article
from index.ingest.readers.html.blocks import html_blocks
from index.records import Article


class _Section(msgspec.Struct, frozen=True):
    id: int | str
    name: str = ""


class _ZendeskArticle(msgspec.Struct, frozen=True):
    id: int | str
    title: str = ""
    body: str | None = None
    html_url: str = ""
    draft: bool = False
    section_id: int | str | None = None
    locale: str = ""
    created_at: str = ""
    edited_at: str = ""


class _Zendesk(msgspec.Struct, frozen=True):
    articles: list[_ZendeskArticle]
    sections: list[_Section] = []


class _IntercomArticle(msgspec.Struct, frozen=True):
    id: int | str
    title: str = ""
    body: str | None = None
    url: str | None = None
    state: str = "published"
    default_locale: str | None = None
    created_at: int | str | None = None


class _Intercom(msgspec.Struct, frozen=True):
    data: list[_IntercomArticle]


def help_center_articles(content: object, file: TableFile) -> Iterator[Article | Problem] | None:
    """The articles of a help center, without drafts; None of what is none."""
    try:
        if _is_list(content, "articles", {"id", "body", "html_url"}):
            return _all(_zendesk(msgspec.convert(content, _Zendesk)), file)
        if _is_list(content, "data", {"id", "body", "state", "workspace_id"}):
            return _all(_intercom(msgspec.convert(content, _Intercom)), file)
    except msgspec.ValidationError as error:
        raise UnreadableError(f"is not what the help center gives ({error}); export it anew") from None
    return None


def _is_list(content: object, name: str, keys: set[str]) -> bool:
    """Whether an object has a list of a name, all of whose members have these keys."""
    members = content.get(name) if isinstance(content, dict) else None
    return (
        isinstance(members, list)
        and bool(members)
        and all(isinstance(member, dict) and member.keys() >= keys for member in members)
    )


def _zendesk(export: _Zendesk) -> Iterator[Document]:
    sections = {section.id: section.name for section in export.sections}
    for one in export.articles:
        section = sections.get(one.section_id or "", "")
        blocks = (TextBlock("heading", section, 1),) if section else ()
        fields = {
            "id": str(one.id),
            "url": one.html_url,
            "draft": one.draft,
            "language": one.locale,
            "date": one.edited_at or one.created_at,
        }
        yield _document(one.title, one.body, fields, blocks)


def _intercom(export: _Intercom) -> Iterator[Document]:
    for one in export.data:
        fields = {
            "id": str(one.id),
            "url": one.url,
            "status": one.state,
            "language": one.default_locale,
            "date": one.created_at,
        }
        yield _document(one.title, one.body, fields)


def _document(title: str, body: str | None, fields: dict[str, Any], above: tuple[TextBlock, ...] = ()) -> Document:
    return Document((*above, *html_blocks(body or "")), title, fields)


def _all(documents: Iterator[Document], file: TableFile) -> Iterator[Article | Problem]:
    path = str(file.path)
    for document in documents:
        try:
            yield make_article(document, path, file.name, "")
        except WithheldError as withheld:
            yield Problem(path, f"{document.title!r}: {withheld}", kind=ProblemKind.WITHHELD)
        except UnreadableError as error:
            yield Problem(path, f"{document.title!r}: {error}", kind=ProblemKind.NOTE)
