"""What the bot says: complete in every language, used, and within what Discord takes."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from babel import Locale
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, nodes

from bot.discord.permissions import LABELS, Permission
from bot.discord.ui.settings_form import GROUPS
from bot.service.messages import FOLDER, called_in_itself, language_name, languages, messages
from bot.service.records import CollectionChoice, CorrectionKind, ReviewFilter, VoteReason
from bot.service.server_corrections import Effect
from config import Caution
from index.records import LocatorKind

LANGUAGES = sorted(languages())
SOURCE = FOLDER.parents[1]
CALLS = frozenset({"translate", "text", "RefusedError", "Refusal"})
# Keys that are put together where they are used.
COMPUTED = frozenset(
    {f"settings-{value}" for value in (*get_args(CollectionChoice), *GROUPS)}
    | {f"settings-readers-{value}" for value in ("everyone", "asker")}
    | {f"settings-caution-{value}" for value in ("operator", *get_args(Caution))}
    | {f"settings-caution-{value}-description" for value in ("operator", *get_args(Caution))}
    | {f"permission-{value.replace('_', '-')}" for value in get_args(Permission)}
    | {f"button-{name}" for name in ("replace", "keep", "cancel", "helped", "unhelped")}
    | {f"review-{value}" for value in (*get_args(ReviewFilter), "7", "30", "all")}
    | {
        f"review-column-{name}"
        for name in ["question", "count", "first", "last", "outcome", "confidence", "quoted", "up", "down", "reasons"]
    }
    | {f"review-outcome-{name}" for name in ("none", "answered", "changed")}
    | {f"answering-{outcome}" for outcome in ("private", "elsewhere", "gone", "forbidden", "more")}
    | {f"vote-reason-{reason}" for reason in get_args(VoteReason)}
    | {f"locator-{kind}" for kind in get_args(LocatorKind)}
    | {f"quoted-{name}" for name in ("show", "hide", "remove", "edited", "unseen")}
    | {f"correct-{kind}" for kind in get_args(CorrectionKind)}
    | {f"corrections-{effect}" for effect in get_args(Effect) if effect != "full"}
)
CALCULATED = frozenset({"ask-name", "search-name", "article-name", "sources-name", "privacy-name"})
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
    variables_of = {}
    for entry in entries(language):
        if isinstance(entry, ftl.Message):
            variables = Variables()
            variables.visit(entry)
            variables_of[entry.id.name] = frozenset(variables.names)
    return variables_of


class Selections(visitor.Visitor):
    """Collects the choices between forms of a message."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[ftl.SelectExpression] = []

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 - named by fluent
        """See fluent.syntax."""
        self.found.append(node)
        self.generic_visit(node)


def selections(language: str) -> list[ftl.SelectExpression]:
    """All choices between forms in the catalogue of a language."""
    selections_of = Selections()
    selections_of.visit(ftl.Resource(entries(language)))
    return selections_of.found


def entries(language: str) -> list[ftl.EntryType]:
    """All that stands in the catalogues of a language: what is said everywhere, and what on pages of the web alone."""
    files = ((FOLDER / language / name).read_text(encoding="utf-8") for name in ("quotebot.ftl", "web.ftl"))
    return [entry for file in files for entry in FluentParser().parse(file).body]


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


def templates() -> Iterator[tuple[str, nodes.Template]]:
    """The templates of pages, by their names."""
    for file in sorted((SOURCE / "web" / "templates").iterdir()):
        yield file.name, Environment(autoescape=True).parse(file.read_text(encoding="utf-8"))


def called_in_templates() -> Iterator[tuple[str, str, frozenset[str]]]:
    """The messages that templates name where they call for them, each with its template and the values it is given."""
    for name, template in templates():
        for call in template.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t" and isinstance(call.args[0], nodes.Const):
                yield name, call.args[0].value, frozenset(value.key for value in call.kwargs)


def test_languages() -> None:
    """There are catalogues in these languages."""
    assert LANGUAGES == ["de", "en", "es", "fr", "it", "ja", "pt-BR", "zh-CN"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_read_in_full(language: str) -> None:
    """Nothing in a catalogue is passed over as junk, and no message is there twice."""
    catalogue_entries = entries(language)
    assert [entry.content for entry in catalogue_entries if isinstance(entry, ftl.Junk)] == []
    names = [entry.id.name for entry in catalogue_entries if isinstance(entry, ftl.Message)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_say_the_same(language: str) -> None:
    """Every message is there in every language, with the same variables."""
    assert catalogue(language) == catalogue("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_mark_the_same(language: str) -> None:
    """Every message has as many lines, bold parts and commands as in English, and the same pictures."""

    def marks(of: str) -> dict[str, list[int]]:
        texts = {key: messages(of)(key, **dict.fromkeys(variables, 2)) for key, variables in catalogue(of).items()}
        return {key: [text.count(mark) for mark in ("\n", "**", "`", "•", "👍", "👎")] for key, text in texts.items()}

    assert marks(language) == marks("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_what_is_there(language: str) -> None:
    """The help calls the buttons what they are called."""
    translate = messages(language)
    text = translate("help-text", **dict.fromkeys(catalogue("en")["help-text"], ""))
    assert [translate(key) for key in ("button-read", "button-why") if f"*{translate(key)}*" not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    """No message has a form of the plural that the language never takes (CLDR), such as one for one in Japanese."""
    told = {
        variant.key.name
        for select in selections(language)
        for variant in select.variants
        if isinstance(variant.key, ftl.Identifier)
    }
    assert told & {"zero", "one", "two", "few", "many"} <= Locale.parse(language, sep="-").plural_form.tags


def test_messages_that_are_used_are_there() -> None:
    """Every message that the bot's modules name is there."""
    used = {(module, key) for module, call in called() for key in literals(call.args[0])}
    used |= {(name, key) for name, key, _ in called_in_templates()}
    assert {pair for pair in used if pair[1] not in catalogue("en")} == set()
    assert catalogue("en").keys() >= COMPUTED | CALCULATED


def test_messages_that_are_there_are_used() -> None:
    """Every message is used somewhere."""
    in_templates = {const.value for _, template in templates() for const in template.find_all(nodes.Const)}
    assert set(catalogue("en")) - strings() - in_templates - COMPUTED - CALCULATED == set()


def test_messages_get_the_values_they_need() -> None:
    """Every call that fills in a message by names gives all its variables and no other."""
    given = list(called_in_templates())
    wrong = [call for call in given if call[2] != catalogue("en").get(call[1], call[2])]
    for module, call in called():
        given_names = {word.arg for word in call.keywords}
        for key in literals(call.args[0]):
            spread = None in given_names or len(call.args) > 1
            if not spread and given_names != catalogue("en").get(key, frozenset()):
                wrong.append((module, key, frozenset(map(str, given_names))))
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


PLURALS = {
    "en": ("0 articles", "one article", "2 articles", "1,000,000 articles"),
    "es": ("0 artículos", "un artículo", "2 artículos", "1.000.000 de artículos"),
    "de": ("0 Artikel", "ein Artikel", "2 Artikel", "1.000.000 Artikel"),
    "fr": ("aucun article", "un article", "2 articles", "1\u202f000\u202f000 d’articles"),
    "it": ("0 articoli", "un articolo", "2 articoli", "1.000.000 di articoli"),
    "ja": ("記事0件", "記事1件", "記事2件", "記事1,000,000件"),
    "zh-CN": ("0 篇文章", "1 篇文章", "2 篇文章", "1,000,000 篇文章"),
    "pt-BR": ("nenhum artigo", "um artigo", "2 artigos", "1.000.000 de artigos"),
}
DELETED = {
    "en": ("Nothing of you was kept.", "Deleted: one entry. Nothing of you is kept now."),
    "es": ("No se guardaba nada de ti.", "Borrado: una entrada. Ya no se guarda nada de ti."),
    "de": ("Über dich war nichts gespeichert.", "Gelöscht: ein Eintrag. Über dich ist nun nichts mehr gespeichert."),
    "fr": (
        "Rien n’était conservé à votre sujet.",
        "Supprimé\N{NO-BREAK SPACE}: une entrée. Plus rien n’est conservé à votre sujet.",
    ),
    "it": (
        "Non era conservato nulla di te.",
        "Eliminato: una voce. Ora non è conservato più nulla di te.",
    ),
    "ja": (
        "あなたについて保存されている情報はありませんでした。",
        "1件を削除しました。あなたについて保存されている情報はもうありません。",
    ),
    "zh-CN": ("没有保存过你的任何信息。", "已删除 1 条记录。现在没有保存你的任何信息。"),
    "pt-BR": (
        "Nada sobre você estava guardado.",
        "Apagado: um registro. Agora nada sobre você está guardado.",
    ),
}
MAY_BE_NONE = (
    "sources-line", "library-articles", "library-reading-pages", "library-embedding", "library-address-added",
    "library-synced", "library-status-line", "library-conversation",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms(language: str) -> None:
    """How many there are is told in the form that the language has for it, one mostly as a word."""
    translate = messages(language)
    counted = tuple(translate("sources-line", count=count) for count in (0, 1, 2, 1_000_000))
    deleted = tuple(translate("privacy-deleted", count=count) for count in (0, 1))
    assert (counted, deleted) == (PLURALS[language], DELETED[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_is_not_one(language: str) -> None:
    """None is not told as one, also where the language has one form for both."""
    translate = messages(language)
    texts = [[translate(key, **dict.fromkeys(catalogue("en")[key], n)) for n in (0, 1)] for key in MAY_BE_NONE]
    assert [none for none, one in texts if none == one] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_short(language: str) -> None:
    """Labels of buttons, menus and forms are as short as Discord wants them, with any command's name in them."""

    def translate(key: str) -> str:
        return messages(language)(key, **dict.fromkeys(catalogue(language)[key], messages(language)("ask-name")))

    limit = {key: 80 for key in catalogue(language) if key.startswith("button-")}
    lines = {"quoted-edited", "quoted-unseen"}  # of what /library status tells
    limit |= dict.fromkeys(COMPUTED - lines, 100) | {"settings-language-discord": 100}
    limit |= {key: 45 for key in catalogue(language) if key.startswith("settings-form-")}
    limit |= {key: 100 for key in catalogue(language) if key.endswith("-description")}
    limit |= dict.fromkeys((f"settings-{group}" for group in GROUPS), 45)
    limit |= {"follow-title": 45, "follow-label": 45}
    limit |= dict.fromkeys(("quote-form-title", "quote-form-heading", "quote-form-readers"), 45)
    limit |= {"library-form-title": 45, "library-form-files": 45, "library-form-description": 100}
    limit |= dict.fromkeys(("vote-form-title", "vote-form-reason", "vote-form-remark"), 45)
    limit |= {f"answering-{key}": 45 for key in ("title", "question", "text", "address", "named")}
    limit |= {"answering-channel": 100} | {"vote-form-readers": 100}
    assert {key: translate(key) for key, length in limit.items() if not 1 <= len(translate(key)) <= length} == {}
    assert {key: translate(key) for key in limit if "\n" in translate(key)} == {}


def test_permissions_are_called_as_discord_calls_them() -> None:
    """What the bot needs is called in English as the operator's checks call it."""
    named = {name: messages("en")(f"permission-{name.replace('_', '-')}") for name in get_args(Permission)}
    assert named == LABELS


@pytest.mark.parametrize(("language", "name"), [("en", "English"), ("es", "español"), ("pt-BR", "português (Brasil)")])
def test_languages_are_named_in_themselves(language: str, name: str) -> None:
    """A language is called what those who speak it call it."""
    assert language_name(language) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("es", "es"),
        ("ES", "es"),
        (" Spanish ", "es"),
        ("español", "es"),
        ("Spanisch", None),
        ("Simplified Chinese", "zh"),
        ("portugués de Brasil", "pt"),
        ("Klingonisch", None),
        ("", None),
        ("  ", None),
    ],
)
def test_languages_are_known_by_name(typed: str, code: str | None) -> None:
    """A language is known by its code, and by its name in the person's own language or English, from everywhere."""
    assert messages("es").language_code(typed) == code


def test_languages_are_known_by_their_own_names() -> None:
    """Of some languages one is known by what it calls itself, in any case; none by a blank."""
    codes = ["en", "fi", "pi", "qq", "tr"]
    typed = ("Suomi", " TÜRKÇE", "english", "qq", "español", "", " ")
    assert [called_in_itself(name, codes) for name in typed] == ["fi", "tr", "en", None, None, None, None]


@pytest.mark.parametrize(
    ("language", "published", "written"),
    [
        ("es", "2025-02-14", "14 de febrero de 2025"),
        ("de", "2025-02-14", "14. Februar 2025"),
        ("fr", "2025-02-14", "14 février 2025"),
        ("pt-BR", "2025-02-14", "14 de fevereiro de 2025"),
        ("it", "2025-02-14", "14 febbraio 2025"),
        ("ja", "2025-02-14", "2025年2月14日"),
        ("zh-CN", "2025-02-14", "2025年2月14日"),
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


@pytest.mark.parametrize(
    ("language", "listed"),
    [
        ("en", "2022, 2023, and 2024"),
        ("es", "2022, 2023 y 2024"),
        ("de", "2022, 2023 und 2024"),
        ("fr", "2022, 2023 et 2024"),
        ("pt-BR", "2022, 2023 e 2024"),
        ("it", "2022, 2023 e 2024"),
        ("ja", "2022、2023、2024"),
        ("zh-CN", "2022、2023和2024"),
    ],
)
def test_lists(language: str, listed: str) -> None:
    """Several things are listed as the language does."""
    assert messages(language).listed(["2022", "2023", "2024"]) == listed


@given(st.text(max_size=30).filter(lambda text: not text[:4].isdigit()))
def test_what_is_no_date_stays_as_it_is(text: str) -> None:
    """What does not begin with a year stays as it is."""
    assert messages("es").date(text) == text


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en-US", "en"), ("en-GB", "en"), ("es-ES", "es"), ("es-419", "es"), ("es", "es"), ("de", "de"), ("fr", "fr"),
        ("pt-BR", "pt-BR"), ("pt", "pt-BR"), ("pt-PT", "pt-BR"), ("it", "it"), ("ja", "ja"), ("zh-CN", "zh-CN"),
        ("zh", "zh-CN"), ("zh-TW", "en"), ("zh-HK", "en"), ("no", "en"), ("sv-SE", "en"), ("nl", "en"), ("x", "en"),
        ("", "en"),
    ],
)  # fmt: skip
def test_locales(locale: str, language: str) -> None:
    """A locale is answered in its own language, as it is written there; one that has no catalogue in English."""
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
