"""Which language a short message is in, as far as its words tell."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.language import message_language

SPOKEN = ("de", "en", "es", "fr", "it", "ja", "pt", "zh")


def questions() -> list[tuple[str, str]]:
    """Questions as people type them, 25 in each language, each with its language."""
    lines = Path(__file__).with_name("short_questions.tsv").read_text(encoding="utf-8").splitlines()
    return [(language, question) for language, _, question in (line.partition("\t") for line in lines)]


def test_short_questions() -> None:
    """Of 200 questions of some words 193 are told rightly, 7 not at all, and none wrongly."""
    asked = questions()
    assert Counter(language for language, _ in asked) == dict.fromkeys(SPOKEN, 25)
    told = [(language, message_language(question)) for language, question in asked]
    assert [(language, said) for language, said in told if said not in (language, None)] == []
    assert Counter(language for language, said in told if said is None) == {
        "en": 1, "es": 1, "de": 1, "pt": 3, "it": 1, "zh": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "message",
    [
        "", "?", "504", "OK", "thx", "danke", "Docker", "Les Misérables", "Der Spiegel", "München Hauptbahnhof",
        "El Salvador", "Rio de Janeiro", "Nayib Bukele Donald Trump", "Mercedes Benz AG", "spaghetti carbonara",
        "Who directed La vita è bella?", "Who sang La vie en rose?", "東京", "東京大学",
        "怎麼修改我的密碼？", "學生有優惠嗎",
    ],
)  # fmt: skip
def test_untold(message: str) -> None:
    """Names, titles, single words and traditional characters do not tell a language that the bot would speak."""
    assert message_language(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "Hoe kan ik mijn wachtwoord wijzigen?", "wat kost premium per maand", "Com puc canviar la meva contrasenya?",
        "Quant costa el premium al mes?", "hi ha descompte per a estudiants", "Como podo cambiar o meu contrasinal?",
        "Hur kan jag ändra mitt lösenord?", "när öppnar den gamla bron igen", "hvornår åbner den gamle bro igen",
        "hva koster premium i måneden", "kiedy otworzą stary most", "ce se întâmplă cu Venezuela",
        "kolik stojí premium za měsíc", "bu ne kadar ve ne zaman", "kapan jembatan lama dibuka lagi",
        "mikor nyit meg újra a régi híd", "tko je napisao Les Misérables i kada", "làm sao để đổi mật khẩu",
        "비밀번호를 어떻게 바꾸나요?", "Как сменить пароль?",
    ],
)  # fmt: skip
def test_other_languages(message: str) -> None:
    """What is in another language, be it a near relative, is not taken for one that the bot speaks."""
    assert message_language(message) not in SPOKEN


@given(st.text(max_size=40))
def test_any_message(message: str) -> None:
    """Any text is told or not, without an error."""
    assert message_language(message) != ""
