"""A page is in the language that its reader likes best of those there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.messages import languages
from bot.web.languages import language_of


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "de", "de"),
        ("", "DE-at, en;q=0.9", "de"),
        ("", "en;q=0.2, fr;q=0.7, es;q=0.5", "fr"),
        ("", "nl, sv;q=0.9, it;q=0.1", "it"),
        ("", "pt-PT", "pt-BR"),
        ("", "zh-cn", "zh-CN"),
        ("", "zh-TW", "en"),
        ("", "fr;q=0, es;q=0.1", "es"),
        ("", "fr ; q=0.3 , es ; q=0.5", "es"),
        ("", "*, de;q=0.1", "de"),
        ("", "fr;q=9, ../../etc, es", "es"),
        ("ja", "de", "ja"),
        ("none", "de", "de"),
    ],
)
def test_languages(chosen: str, accepted: str, language: str) -> None:
    """What is chosen goes before what is accepted, of which the heaviest is taken, and the first of several."""
    assert language_of(chosen, accepted).language == language


@given(st.text(), st.text(st.sampled_from("deEN-;q=0.19, *"), max_size=600))
def test_any_header(chosen: str, accepted: str) -> None:
    """Whatever is asked for, a page has a language."""
    assert language_of(chosen, accepted).language in languages()
