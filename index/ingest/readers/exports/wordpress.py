"""Posts and pages as WordPress exports them, in its extended RSS (WXR)."""

import re
from pathlib import Path

from index.ingest.readers.base import WithheldError
from index.ingest.readers.document import Document, make_article
from index.ingest.readers.elements import Element, child_text, local_name
from index.ingest.readers.html.blocks import html_blocks
from index.records import Article

# What the program itself keeps as posts.
_NO_ARTICLES = re.compile(
    r"attachment|nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|feedback|"
    r"(?:wp|acf|elementor|wpcf7|jp|amp|ml|wpforms|mc4wp|et|vc)[_-].*|wpforms"
)
_NO_POSTS = frozenset({"auto-draft", "trash", "inherit"})
_BLOCK_EDITOR = "<!-- wp:"
_CAPTION = re.compile(r"\[(?:wp_)?caption\b[^\]]*\](.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_SHORTCODE = re.compile(r"(?<!\[)\[(/?)([A-Za-z][\w-]*)((?:\s[^\[\]]*)?)\](?!\])")
_KNOWN = frozenset({"gallery", "embed", "audio", "video", "playlist", "toc", "more", "nextpage"})
_ESCAPED = re.compile(r"\[(\[/?[A-Za-z][\w-]*(?:\s[^\[\]]*)?\])\]")
_TAG = re.compile(r"(<pre\b.*?</pre>|<(?:script|style)\b.*?</(?:script|style)>|<[^>]+>)", re.DOTALL | re.IGNORECASE)


class WordPressExport:
    """Makes articles of the posts and pages of a site, of other types of posts too."""

    depth = 2

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name
        self._site = ""
        self._authors: dict[str, str] = {}

    def take(self, part: Element) -> Article | None:
        """See Export."""
        match local_name(part):
            case "title":
                self._site = (part.text or "").strip()
            case "author":
                self._authors[child_text(part, "author_login")] = child_text(part, "author_display_name")
            case "item":
                kind, status = child_text(part, "post_type") or "post", child_text(part, "status")
                if not _NO_ARTICLES.fullmatch(kind) and status not in _NO_POSTS:
                    return self._article(part, status)
        return None

    def _article(self, item: Element, status: str) -> Article:
        if child_text(item, "post_password"):
            raise WithheldError("is to be read with a password")
        author = child_text(item, "creator")
        when = child_text(item, "post_date_gmt")
        fields = {
            "author": self._authors.get(author) or author,
            "date": child_text(item, "pubDate") if when[:4] in ("", "0000") else f"{when.replace(' ', 'T')}Z",
            "status": status,
            "link": child_text(item, "link"),
            "publisher": self._site,
        }
        if status == "future":
            fields["publish_date"] = fields["date"]
        content = next((one.text or "" for one in item if str(one.tag).endswith("/content/}encoded")), "")
        title, name = child_text(item, "title"), child_text(item, "post_id") or child_text(item, "post_name")
        return make_article(
            Document(html_blocks(content_html(content)), title, fields, name), str(self._path), self._name, title
        )


def content_html(content: str) -> str:
    """The content of a post as HTML: without shortcodes, and with the paragraphs that line breaks stand for."""
    content = _CAPTION.sub(r"\1<br><br>", content)
    closed = {match[2] for match in _SHORTCODE.finditer(content) if match[1]}
    content = _SHORTCODE.sub(lambda match: "" if _is_shortcode(match, closed) else match[0], content)
    content = _ESCAPED.sub(r"\1", content)
    if _BLOCK_EDITOR in content:
        return content
    parts = _TAG.split(content.replace("\r\n", "\n"))
    return "".join(part if number % 2 else part.replace("\n", "<br>") for number, part in enumerate(parts))


def _is_shortcode(match: re.Match[str], closed: set[str]) -> bool:
    """Whether what stands in brackets is for a program: it has fields, is closed, or has a name that programs have."""
    return match[2] in closed or match[2] in _KNOWN or "=" in match[3] or "_" in match[2]
