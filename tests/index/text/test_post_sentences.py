"""Of a post that is left which its author says in sentences."""

from hypothesis import example, given
from hypothesis import strategies as st

from index.text.post_sentences import MOST_READ, post_sentences


def test_greetings_and_thanks_are_left_out() -> None:
    """A greeting in front of a sentence is cut off, and sentences of nothing but courtesy are left out."""
    body = "Hi all, my mill stands still. What should I oil first? Thanks in advance!\nRegards, Ann"
    assert post_sentences(body) == ["my mill stands still.", "What should I oil first?"]
    assert post_sentences("¡Gracias! Buenas tardes, ¿dónde está la llave del molino?") == [
        "¿dónde está la llave del molino?"
    ]


def test_code_quotations_and_addresses_are_left_out() -> None:
    """Code, quoted lines, addresses, mentions and emoji of a server are nothing that the author says."""
    body = (
        "It stops with this:\n```\nE-7 no grain?\n```\n> Did you oil it?\n"
        "<@123> see https://mill.example/a?b or <#45> <:oil:678> for `oil.log`\n```sh\nis this open?"
    )
    assert post_sentences(body) == ["It stops with this:", "see or for `oil.log`"]


def test_sentences_end_where_people_go_on_in_lower_case() -> None:
    """A question mark ends a sentence though no capital follows; bullets and numbers of a list are no part of one."""
    body = "does it need oil?? the old one did\n1) How often?\n- and how much"
    assert post_sentences(body) == ["does it need oil??", "the old one did", "How often?", "and how much"]


def test_japanese_is_parted_by_its_own_marks() -> None:
    """Sentences of a script without spaces end with its full stop and its question mark."""
    assert post_sentences("油がない。いつ閉まりますか？") == ["油がない。", "いつ閉まりますか？"]


@given(st.text(max_size=300) | st.text("ab .?!>`<@:#/-\n", max_size=300))
@example("?" * MOST_READ)
@example("a" + "?" * MOST_READ)
@example("a" + "!" * (MOST_READ - 2) + "b")
@example("? " * (MOST_READ // 2))
@example("> " * (MOST_READ // 2))
@example("``" * (MOST_READ // 2))
@example("hi " * (MOST_READ // 3))
@example("a. " * (MOST_READ * 2))
def test_any_text_is_parted(body: str) -> None:
    """Each sentence has a letter or digit and stands on one line, and together they are no longer than what is read."""
    sentences = post_sentences(body)
    for sentence in sentences:
        assert any(map(str.isalnum, sentence))
        assert sentence == " ".join(sentence.split())
    assert sum(map(len, sentences)) <= min(len(body), MOST_READ)
