"""Which field of an article in JSON or CSV is its text, its title and its id, by what people call them."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from config import FieldSettings

# In the order in which they count.
_TEXT = (
    *("text", "content", "body", "article", "article_body", "articlebody", "full_text", "fulltext", "content_text"),
    *("body_text", "plain_text", "markdown", "md", "content_markdown", "body_markdown", "html", "content_html"),
    *("body_html", "post_content", "selftext", "answer", "answers", "response"),
)
# What may be all that an article says, or only what is said of something else that other fields tell.
_WEAK_TEXT = ("description", "summary", "abstract", "excerpt", "details")
_QUESTION = ("question", "questions", "prompt", "faq")
_TITLE = ("title", "headline", "heading", "name", "subject", *_QUESTION)
_ID = ("id", "_id", "uuid", "guid", "slug", "url", "link", "permalink")
_ANSWER = ("answer", "answers", "response")
_TOLD = frozenset(
    """
    author authors byline creator publisher publication site_name date published published_at pubdate pub_date
    publish_date published_date publication_date date_published created created_at date_created updated updated_at
    last_updated modified last_modified lastmod language lang locale category categories tag tags keywords section
    topic topics type status state draft url link permalink canonical_url html_url source image
    """.split()  # noqa: SIM905
)


class FieldNames(NamedTuple):
    """What the fields of an article are called as they are written; empty where there is none.

    `question` is a title that is a question, which the text answers.
    """

    text: str = ""
    title: str = ""
    id: str = ""
    question: str = ""
    is_sure: bool = True
    """Whether the text is all that the fields say; else others say more that is nowhere in it."""

    def note(self, fields: FieldSettings) -> str:
        """What is to be told of names that are neither our own nor given by the settings; else empty."""
        kinds = {"text": self.text, "title": self.title, "id": self.id}
        told = [
            f'its {kind} from "{name}"'
            for kind, name in kinds.items()
            if name and field_key(name) not in (kind, field_key(getattr(fields, kind)))
        ]
        return f"reads {', '.join(told)}; library.fields in the settings names others" if told else ""


def find_names(written: Iterable[str], fields: FieldSettings) -> FieldNames:
    """Recognizes fields by their names, of which those of the settings count more."""
    by_key = {field_key(name): name for name in written}

    def first(names: Iterable[str]) -> str:
        return next((by_key[name] for name in names if name in by_key), "")

    strong = first(_named(fields.text, _TEXT))
    text = strong or first(_WEAK_TEXT)
    title, key = first(_named(fields.title, _TITLE)), first(_named(fields.id, _ID))
    question = first(_QUESTION)
    if field_key(text) not in _ANSWER and not (question and question == title):
        question = ""
    return FieldNames(text, title, key, question, bool(strong) or _all_told(by_key, {text, title, key}, fields))


def as_told(table: Mapping[str, Any], fields: FieldSettings) -> dict[str, Any]:
    """The fields of an article by their keys, those that the settings name by our names too."""
    by_key = {field_key(name): value for name, value in table.items()}
    ours = msgspec.structs.asdict(fields).items()
    return by_key | {field: by_key[field_key(name)] for field, name in ours if name and field_key(name) in by_key}


def field_key(name: str) -> str:
    """A name as it is compared: createdAt, created-at and Created at are one."""
    parted = re.sub(r"(?<=[a-z\d])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\s.-]+", "_", parted).casefold()


def _named(given: str, known: Collection[str]) -> tuple[str, ...]:
    return (field_key(given), *known) if given else tuple(known)


def _all_told(by_key: Mapping[str, str], used: set[str], fields: FieldSettings) -> bool:
    """Whether all fields beside those that are used say only of an article what is said of any."""
    named = {field_key(name) for name in msgspec.structs.asdict(fields).values()}
    return all(name in used or key in _TOLD or key in named for key, name in by_key.items())
