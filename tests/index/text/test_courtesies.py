"""What asks nothing is told from what asks something, in eight languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.dialogue import is_courtesy
from index.text.courtesies import Courtesy, courtesy_of

SAID: dict[Courtesy, tuple[str, ...]] = {
    "greeting": (
        *("hi", "Hello bot", "Good morning!", "Hey there, how are you?", "👋", "Hi 😀", "ＨＥＬＬＯ"),
        *("Hallo zusammen", "Guten Tag!", "Grüß Gott", "¡Hola!", "Buenos días", "¿Qué tal?", "Bonjour à tous"),
        *(
            "Salut, ça va ?",
            "Ciao a tutti",
            "Buongiorno!",
            "Olá, tudo bem?",
            "Bom dia",
            "こんにちは！",
            "おはようございます",
        ),
        *("你好", "大家好！", "Hello and goodbye"),
    ),
    "thanks": (
        *("thanks!", "Thank you, that helped", "ok, thanks a lot", "Thank you so much for your help!", "thx :)", "🙏"),
        *("That’s helpful", "Hello, thank you!", "Vielen Dank für die Antwort", "Danke dir!", "¡Muchas gracias!"),
        *("Gracias por tu ayuda", "Merci beaucoup", "Grazie mille!", "Muito obrigada", "ありがとうございます！"),
        *("谢谢你的帮助", "非常感谢！", "Thanks, have a nice day <:wave:123456789012345678>"),
    ),
    "farewell": (
        *("bye", "Good night!", "See you later", "Tschüss!", "Auf Wiedersehen", "Adiós", "Hasta luego", "Au revoir"),
        *("Arrivederci", "Até logo!", "さようなら", "再见"),
    ),
    "agreement": (
        *("ok great", "OK", "I see.", "👍", "👍🏽 ❤️", "<:kek:123456789012345678>", ":)", "1️⃣", "🇩🇪", "Alles klar"),
        *("De acuerdo", "d’accord", "va bene", "beleza", "わかりました", "好的"),
    ),
}
ASKED = (
    *("Hello, how many boats are there?", "Thanks, but what about Spain?", "ok 3", "And later?", "And Nice?", "OK?"),
    *(
        "help",
        "bot",
        "Oh no",
        "for this",
        "And for that?",
        "???",
        "",
        "  ",
        "great wall",
        "¿Y yo?",
        "¿Qué tal Venezuela?",
    ),
    *(
        "Und morgen?",
        "Hallo, wie viele Boote gibt es?",
        "こんにちは、船は何隻ありますか",
        "你好，有多少船？",
        "本当に？",
    ),
    *("Why?", "yes", "This is a good morning for the lighthouse", "hi😀lo", "12", "<@123456789012345678>"),
)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts])
def test_courtesies(kind: Courtesy, text: str) -> None:
    """What only greets, thanks, parts or agrees is told to do so, in each language, with and without emoji."""
    assert courtesy_of(text) == kind


@pytest.mark.parametrize("text", ASKED)
def test_what_asks_is_no_courtesy(text: str) -> None:
    """What says or asks more is none, whatever it begins with."""
    assert courtesy_of(text) is None


@given(st.lists(st.sampled_from([text for texts in SAID.values() for text in texts if "?" not in text]), min_size=1))
def test_several_are_one(texts: list[str]) -> None:
    """Courtesies after one another are a courtesy still, and no longer one before a question."""
    assert courtesy_of(", ".join(texts)) is not None
    assert courtesy_of(f"{', '.join(texts)}, how many boats are there?") is None


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Any text is told in peace, the same in capitals of its own and with blanks around."""
    assert courtesy_of(f"  {text}\n") == courtesy_of(text)


@given(
    st.sampled_from(["thanks", "ok", "many thanks", "Great, thanks", "Muchas gracias", "vale", "entiendo", "got it"])
)
def test_what_a_talk_passes_over(text: str) -> None:
    """What a talk passes over as a courtesy is one here too."""
    assert is_courtesy(text)
    assert courtesy_of(text) is not None
