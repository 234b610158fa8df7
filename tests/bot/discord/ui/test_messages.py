"""What the bot says: complete in every language, used, and within what Discord takes."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.ui.messages import FOLDER, languages, messages
from bot.service.records import CollectionChoice, ReviewFilter, VoteReason
from index.records import LocatorKind

LANGUAGES = ["en", "es"]
SOURCE = FOLDER.parents[1]
CALLS = frozenset({"translate", "text", "RefusedError", "Refusal"})
# Keys that are put together where they are used.
COMPUTED = frozenset(
    {f"settings-{value}" for value in get_args(CollectionChoice)}
    | {f"review-{value}" for value in (*get_args(ReviewFilter), "7", "30", "all")}
    | {
        f"review-column-{name}"
        for name in ["question", "count", "first", "last", "outcome", "confidence", "quoted", "up", "down", "reasons"]
    }
    | {f"review-outcome-{name}" for name in ("none", "answered", "changed")}
    | {f"answering-{outcome}" for outcome in ("private", "elsewhere", "gone", "forbidden", "more")}
    | {f"vote-reason-{reason}" for reason in get_args(VoteReason)}
    | {f"button-{name}" for name in ("replace", "keep", "cancel")}
    | {f"locator-{kind}" for kind in get_args(LocatorKind)}
    | {f"quoted-{name}" for name in ("show", "hide", "remove", "edited", "unseen")}
)
CALCULATED = frozenset({"ask-name", "search-name", "article-name", "sources-name", "privacy-name"})
NO_NAMES = frozenset({"find-sources-name", "quote-name", "why-name"})  # two may have capitals and spaces, one is none
COUNTS = (0, 1, 2, 3, 5, 11, 21, 1000)


class Variables(visitor.Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - named by fluent
        """See fluent.syntax."""
        self.names.add(node.id.name)


@cache
def catalogue(language: str) -> dict[str, frozenset[str]]:
    """The messages of a language, each with its variables."""
    resource = FluentParser().parse((FOLDER / language / "quotebot.ftl").read_text(encoding="utf-8"))
    variables_of = {}
    for entry in resource.body:
        if isinstance(entry, ftl.Message):
            variables = Variables()
            variables.visit(entry)
            variables_of[entry.id.name] = frozenset(variables.names)
    return variables_of


def entries(language: str) -> list[ftl.EntryType]:
    """All that stands in the catalogue of a language."""
    return FluentParser().parse((FOLDER / language / "quotebot.ftl").read_text(encoding="utf-8")).body


def called() -> Iterator[tuple[str, ast.Call]]:
    """The calls in the bot's modules that name a message, each with the module."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in CALLS:
                    yield file.name, node


def literals(node: ast.expr) -> list[str]:
    """The texts that an expression may come to."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def strings() -> set[str]:
    """All texts in the bot's modules."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in SOURCE.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_languages() -> None:
    """There is a catalogue in English and one in Spanish."""
    assert languages() == frozenset(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_read_in_full(language: str) -> None:
    """Nothing in a catalogue is passed over as junk, and no message is there twice."""
    catalogue_entries = entries(language)
    assert [entry.content for entry in catalogue_entries if isinstance(entry, ftl.Junk)] == []
    names = [entry.id.name for entry in catalogue_entries if isinstance(entry, ftl.Message)]
    assert sorted(names) == sorted(set(names))


def test_catalogues_say_the_same() -> None:
    """Every message is there in both languages, with the same variables."""
    assert catalogue("es") == catalogue("en")


def test_messages_that_are_used_are_there() -> None:
    """Every message that the bot's modules name is there."""
    used = {(module, key) for module, call in called() for key in literals(call.args[0])}
    assert {pair for pair in used if pair[1] not in catalogue("en")} == set()
    assert catalogue("en").keys() >= COMPUTED | CALCULATED


def test_messages_that_are_there_are_used() -> None:
    """Every message is used somewhere."""
    assert set(catalogue("en")) - strings() - COMPUTED - CALCULATED == set()


def test_messages_get_the_values_they_need() -> None:
    """Every call that fills in a message by names gives all its variables and no other."""
    wrong = []
    for module, call in called():
        given_names = {word.arg for word in call.keywords}
        for key in literals(call.args[0]):
            spread = None in given_names or len(call.args) > 1
            if not spread and given_names != catalogue("en").get(key, frozenset()):
                wrong.append((module, key, given_names))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", COUNTS)
def test_messages_are_filled_in(language: str, count: int) -> None:
    """No message is shown with a variable that was not filled in, in any plural form."""
    for key, variables in catalogue(language).items():
        for values in (dict.fromkeys(variables, count), dict.fromkeys(variables, "true")):
            text = messages(language)(key, **values)
            assert text.strip() != ""
            assert text != key
            assert [sign for sign in ("{", "}", "\u2068", "\u2069") if sign in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms(language: str) -> None:
    """One is written as a word, and more as a number."""
    translate = messages(language)
    expected = {
        "en": (
            "one article",
            "2 articles",
            "Deleted: one entry. Nothing of you is kept now.",
            "Nothing of you was kept.",
        ),
        "es": (
            "un artículo",
            "2 artículos",
            "Borrado: una entrada. Ya no se guarda nada de ti.",
            "No se guardaba nada de ti.",
        ),
    }
    lines = [translate("sources-line", count=count) for count in (1, 2)]
    deleted = [translate("privacy-deleted", count=count) for count in (1, 0)]
    assert (*lines, *deleted) == expected[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_obey_discords_rules(language: str) -> None:
    """Names of commands and options are lower case, without spaces and short enough, and so are descriptions."""
    translate = messages(language)
    names = {key: translate(key) for key in catalogue(language) if key.endswith("-name") and key not in NO_NAMES}
    assert {key: name for key, name in names.items() if not 1 <= len(name) <= 32 or name != name.lower()} == {}
    assert {key: name for key, name in names.items() if not name.replace("-", "").replace("_", "").isalnum()} == {}
    descriptions = {key: translate(key) for key in catalogue(language) if key.endswith("-description")}
    assert {key: text for key, text in descriptions.items() if not 1 <= len(text) <= 100} == {}
    assert [1 <= len(translate(key)) <= 32 for key in ("find-sources-name", "quote-name")] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_of_a_level_differ(language: str) -> None:
    """No two commands, sub-commands or options that stand side by side have one name."""
    translate = messages(language)
    levels = [
        ["ask", "search", "article", "sources", "help", "privacy", "library", "settings", "review"],
        ["ask-question", "ask-private"],
        ["search-query", "search-source", "search-after", "search-before"],
        ["privacy-about", "privacy-delete"],
        ["library-add", "library-add-thread", "library-remove", "library-sync", "library-status"],
        ["library-add-thread-thread", "library-add-thread-pinned"],
        ["library-add-file", "library-add-channel", "library-add-role"],
    ]
    for level in levels:
        named = [translate(f"{key}-name") for key in level]
        assert sorted(named) == sorted(set(named))


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_short(language: str) -> None:
    """Labels of buttons, menus and forms are as short as Discord wants them."""
    translate = messages(language)
    limit = {key: 80 for key in catalogue(language) if key.startswith(("button-", "settings-make-"))}
    limit |= dict.fromkeys(COMPUTED, 100) | {"settings-channels-choose": 150, "settings-collections-choose": 150}
    limit |= {"follow-title": 45, "follow-label": 45}
    limit |= dict.fromkeys(("quote-form-title", "quote-form-heading", "quote-form-readers"), 45)
    limit |= dict.fromkeys(("vote-form-title", "vote-form-reason", "vote-form-remark"), 45)
    limit |= {f"answering-{key}": 45 for key in ("title", "question", "text", "address", "named")}
    limit |= {"answering-channel": 100} | {"vote-form-readers": 100}
    assert {key: translate(key) for key, length in limit.items() if not 1 <= len(translate(key)) <= length} == {}
    assert {key: translate(key) for key in limit if "\n" in translate(key)} == {}


@pytest.mark.parametrize(
    ("language", "published", "written"),
    [
        ("es", "2025-02-14", "14 de febrero de 2025"),
        ("en", "2025-02-14", "February 14, 2025"),
        ("en", "2025-02-14T23:59:00+02:00", "February 14, 2025"),
        ("en", "2025-02", "2025-02"),
        ("es", "2025", "2025"),
        ("en", "2025-02-30", "2025-02-30"),
        ("es", "ayer", "ayer"),
        ("en", "", ""),
    ],
)
def test_dates(language: str, published: str, written: str) -> None:
    """A date is written as the language does, and what is none stays as it stands."""
    assert messages(language).date(published) == written


@given(st.text(max_size=30).filter(lambda text: not text[:4].isdigit()))
def test_what_is_no_date_stays_as_it_is(text: str) -> None:
    """What does not begin with a year stays as it is."""
    assert messages("es").date(text) == text


@pytest.mark.parametrize(
    ("locale", "language"),
    [("en-US", "en"), ("en-GB", "en"), ("es-ES", "es"), ("es-419", "es"), ("es", "es"), ("fr", "en"), ("", "en")],
)
def test_locales(locale: str, language: str) -> None:
    """Every Spanish is Spanish, and a locale that there is no catalogue for is English."""
    assert messages(locale).language == language


@given(st.text(max_size=12))
def test_any_locale_has_messages(locale: str) -> None:
    """Any locale is answered in one of the languages, be it a path."""
    assert messages(locale).language in languages()
    assert Path(messages(locale).language).name == messages(locale).language


@pytest.mark.parametrize("value", ["{ $x }", "{x}", "\u2068", "*a*", "<@1>", "{ask-name}"])
def test_values_stay_as_they_are(value: str) -> None:
    """What is filled in is shown as it is given, whatever it says."""
    assert messages("en")("library-removed", title=value) == f"Removed: {value}"
