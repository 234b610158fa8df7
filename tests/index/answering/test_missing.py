"""What a refusal says is missing is missing, and where that is in doubt nothing is said."""

from dataclasses import replace

import pytest

from index.answering.answer import Answerer
from index.answering.confidence import Calibration
from index.answering.missing import find_missing
from index.answering.quotes import make_quote
from index.records import Missing
from index.retrieval.candidates import Candidate
from tests.index.answering.candidates import Found, candidate, result, window

UNSURE = Calibration(-5.0, {}, 0.25, ())


def missing(
    question: str, *candidates: Candidate, absent: frozenset[str] = frozenset(), unknown: frozenset[str] = frozenset()
) -> list[Missing]:
    """What a question lacks of which the first sentences of these passages are quoted."""
    windows = [window(one, 0, 0) for one in candidates]
    quotes = [make_quote(one, Found().before, 4) for one in windows]
    query = replace(result(question).query, unknown=unknown)
    return list(find_missing(query, absent, quotes, windows))


def in_no_article(question: str, *absent: str, unknown: frozenset[str] = frozenset()) -> list[str]:
    """What no article mentions of a question of which these words are in none."""
    found = missing(question, absent=frozenset(absent), unknown=unknown)
    assert {(one.kind, one.told) for one in found} <= {("articles", ())}
    return [one.asked for one in found]


def test_name_that_no_article_has() -> None:
    """A name is told whole where none of its words is there, else the last of them."""
    assert in_no_article("How many people live in Denmark?", "denmark") == ["Denmark"]
    assert in_no_article("What did Gustavo Petro say?", "gustavo", "petro") == ["Gustavo Petro"]
    assert in_no_article("How deep is Lake Ilvane?", "ilvane") == ["Ilvane"]
    assert in_no_article("Did Marta Hansen come?", "marta") == []
    assert in_no_article("Where is Núñez-Cortés?", "nunez", "cortes") == ["Núñez-Cortés"]
    assert in_no_article("Can the K40 heat it?", "k40") == ["K40"]


def test_what_is_told_in_other_words() -> None:
    """Nothing is said of abbreviations, nor of days, which an article may have as its date."""
    assert in_no_article("Did the UN or the U.S.A. agree?", "un", "usa", "u", "s", "a") == []
    assert in_no_article("What came in March 2025?", "march") == []
    assert in_no_article("Who was it that met General March?", "general", "march") == ["General March"]


def test_rare_word_that_no_article_has() -> None:
    """A word that neither articles nor the model know is told as it was written, in English, behind the names."""
    unknown = frozenset({"minecraft", "pallet"})
    assert in_no_article("is there a Minecraft server", "minecraft", unknown=unknown) == ["Minecraft"]
    assert in_no_article("pallets for the server in Denmark", "denmark") == ["Denmark"]
    both = in_no_article("is there a pallet for Denmark?", "pallet", "denmark", unknown=unknown)
    assert both == ["Denmark", "pallet"]
    assert in_no_article("is there a server", unknown=unknown) == []
    spanish = "¿Cuánto cuesta el seguro de la casa?"
    assert in_no_article(spanish, "cuesta", unknown=frozenset({"cuesta"})) == []


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Gdzie jest most do muzeum?", "gdzie"),
        ("Missä on kirjasto?", "kirjasto"),
        ("Var i huset finns ugnen?", "ugnen"),
        ("Hvor meget koster det for et barn?", "koster"),
        ("Was kosten Führungen in der Mühle?", "kosten"),
        ("Quem entra de graça?", "entra"),
        ("kto napisal the witcher", "napisal"),
        ("pallet for Denmark?", "pallet"),  # which may be Danish
    ],
)
def test_rare_word_of_another_language(question: str, word: str) -> None:
    """Nothing is said of rare words where a question may be in another language, though that has no stopwords here."""
    assert in_no_article(question, word, unknown=frozenset({word})) == []


def test_name_in_a_question_of_any_language() -> None:
    """A name that no article mentions is told in whatever language is asked."""
    assert in_no_article("Kto to jest Gustavo Petro?", "kto", "petro", unknown=frozenset({"kto"})) == ["Petro"]


def test_word_of_another_script() -> None:
    """Nothing is said of a rare word that English is not written in, as any word of such a question is rare."""
    russian = "Кто подписал соглашение?"
    assert in_no_article(russian, "подписал", unknown=frozenset({"подписал"})) == []


def test_two_things_at_most() -> None:
    """Of all that is missing two things are told, each once, what no article has before the others."""
    came = candidate("Ann came in 2023.")
    asked = "Did Bo meet Cy, Di or Cy in 2024?"
    absent = frozenset({"cy", "di"})
    assert missing(asked, came, absent=absent) == [Missing("articles", "Cy"), Missing("articles", "Di")]
    figure = Missing("figure", "2024", ("2023",))
    assert missing(asked, came, absent=frozenset({"cy"})) == [Missing("articles", "Cy"), figure]
    assert missing("Did Bo come in 2024?", came) == [figure, Missing("passages", "Bo")]


def test_name_that_other_articles_have() -> None:
    """A name is told that none of the closest passages mentions, in any sentence, title, heading or name of theirs."""
    lake = candidate("It is deep.", "Swans swim on Orvane.", title="A lake")
    assert missing("How deep is Lake Ilvane?", lake) == [Missing("passages", "Ilvane")]
    assert missing("How deep is Ilvane?", lake, candidate("It is wide.", title="Ilvane")) == []
    assert missing("How deep is Ilvane?", candidate("It is wide.", heading="The ilvanes")) == []
    assert missing("How deep is Orvane?", lake) == []
    assert missing("Did the United Nations agree?", candidate("The UN agreed.")) == []
    assert missing("Did the EU agree?", candidate("All agreed.")) == []
    written = candidate("All agreed.")
    source = replace(written.article.source, author="Ann Lee", publisher="Arle Courier")
    by = replace(written, article=replace(written.article, source=source))
    assert missing("What does Ann Lee of the Arle Courier say?", by) == []
    assert missing("How deep is Ilvane?") == []


def figures(question: str, *candidates: Candidate) -> list[tuple[str, tuple[str, ...]]]:
    """The figures of a question that its closest passages lack, with those that they have instead."""
    return [(one.asked, one.told) for one in missing(question, *candidates) if one.kind == "figure"]


def test_other_year() -> None:
    """A year is told for which the closest passages have others, in what is quoted or stands above it."""
    assert figures("what did it cost in 2025", candidate("In 2024, it cost 43.")) == [("2025", ("2024",))]
    assert figures("what did it cost in 2025", candidate("It cost 43.", title="Harvest 2023", heading="2024")) == [
        ("2025", ("2023", "2024"))
    ]
    assert figures("what did it cost in 2025", candidate("It cost 43.")) == []
    one, other = candidate("In 2021 it fell."), candidate("In 2022, 2023 or 2021.", of="two")
    assert figures("and in 2025?", one, other) == [("2025", ("2021", "2022"))]
    assert figures("and in 2025?", candidate("It fell.", "It fell in 2024.")) == []
    for published in ("0000", "2024", "last week"):
        assert figures("and in 2025?", candidate("In 2021, it fell.", published=published)) == [("2025", ("2021",))]


@pytest.mark.parametrize(
    "passage",
    [
        candidate("In 2024 it cost 43.", "In 2025 it did not."),
        candidate("In 2024 it cost 43.", title="The year 2025"),
        candidate("In 2024 it cost 43.", published="2025-01-12"),
        candidate("In 2024 it cost 43.", "Last year, it was 40.", published="2026-03-01"),
        candidate("It has cost 43 since 2022."),
        candidate("In 2024, 40.", "In March it cost 43."),
        candidate("From 2020 to 2030 it costs 43, in 2019 less."),
        candidate("In 2024 people paid 43."),
    ],
)
def test_year_that_may_be_told(passage: Candidate) -> None:
    """Nothing is said of a year that a passage has, is of, counts to, or may mean; nor of what may be no year."""
    assert figures("what did it cost in 2025", passage) == []


def test_other_number() -> None:
    """A number is told for which the closest passages have others of the same things."""
    strikes = candidate("At 5 strikes, who is banned?", "At 3 strikes nobody is.")
    assert figures("what happens at 6 strikes", strikes) == [("6 strikes", ("5 strikes",))]
    assert figures("what happens at 5 strikes or 6 strikes", strikes) == [("6 strikes", ("5 strikes",))]
    assert figures("what happens at 3 strikes", strikes) == []
    assert figures("what happens after 6 days", strikes) == []
    assert figures("what happens at 6 strikes", candidate("At 5 strikes who is banned?", "At six he is.")) == []
    assert figures("what is new in 2.6.0", candidate("It is faster.", heading="2.5.0")) == [("2.6.0", ("2.5.0",))]
    assert figures("what is on floor 4?", candidate("The pool is on floor 3.")) == [("floor 4", ("floor 3",))]


def test_courtesy_lacks_nothing() -> None:
    """What asks nothing lacks nothing."""
    assert in_no_article("Muchas gracias!", "gracias", unknown=frozenset({"gracias"})) == []


def test_name_of_no_word() -> None:
    """A name too long to be looked up is nothing to speak of."""
    assert missing(f"Who is A{'a' * 90}?", candidate("He came.")) == []


def test_refusals_alone_say_what_is_missing() -> None:
    """An answer lacks nothing; a refusal has what is missing."""
    found = Found(candidate("In 2024, it cost 43.", cosines=[0, 1.0]))
    answer = Answerer(found, UNSURE, 0.0).answer("what did it cost in 2025")
    assert (answer.answered, answer.missing) == (True, ())
    refusal = Answerer(found, UNSURE, 0.5).answer("what did it cost in 2025")
    assert (refusal.answered, refusal.missing) == (False, (Missing("figure", "2025", ("2024",)),))
