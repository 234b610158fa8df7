"""Titles, ids, paths and addresses tell which version of a document they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.version_names import VersionName, version_name


@pytest.mark.parametrize(
    ("text", "name", "versions", "is_dated"),
    [
        ("Manual v1", "manual", [(1,)], False),
        ("Manual V2.3", "manual", [(2, 3)], False),
        ("manual-v1.10.2", "manual", [(1, 10, 2)], False),
        ("Manual, version 3", "manual", [(3,)], False),
        ("Manual versión 3", "manual", [(3,)], False),
        ("Manual 4.2", "manual", [(4, 2)], False),
        ("Statutes 2019", "statutes", [(2019,)], False),
        ("Guide, 2nd edition", "guide", [(2,)], False),
        ("Guide, second edition", "guide", [(2,)], False),
        ("Guía, 3.ª edición", "guía", [(3,)], False),
        ("Guía, tercera edición", "guía", [(3,)], False),
        ("Fees 2024-05", "fees", [(2024, 5)], True),
        ("fees_2024_05_17", "fees", [(2024, 5, 17)], True),
        ("Fees 17.05.2024", "fees", [(2024, 5, 17)], True),
        ("Fees, 17 May 2024", "fees", [(2024, 5, 17)], True),
        ("Fees, May 17th, 2024", "fees", [(2024, 5, 17)], True),
        ("Fees, May 2024", "fees", [(2024, 5)], True),
        ("Tarifas, 17 de mayo de 2024", "tarifas", [(2024, 5, 17)], True),
        ("docs/v1.2/install.md", "docs install md", [(1, 2)], False),
        ("https://a.example/en/3.11/api.html", "https a example en api html", [(3, 11)], False),
        ("Catch-22", "catch 22", [], False),
        ("manual2", "manual2", [], False),
        ("March of the penguins", "march of the penguins", [], False),
        ("Section 12", "section 12", [], False),
        ("2024", "", [(2024,)], False),
        ("", "", [], False),
    ],
)
def test_version_name(text: str, name: str, versions: list[tuple[int, ...]], is_dated: bool) -> None:
    """Version numbers, editions, years and dates are told from the rest of a name."""
    assert version_name(text) == VersionName(name, tuple(versions), is_dated)


@pytest.mark.parametrize(
    ("one", "other", "newer"),
    [
        ("Manual v1.10", "Manual v1.9", True),
        ("Manual v1.9", "Manual v1.10", False),
        ("Manual v2", "manual 2.1", False),
        ("Statutes 2024", "Statutes 2019", True),
        ("Guide, 2nd edition", "Guide, first edition", True),
        ("Fees, May 2024", "fees 2023-12", True),
        ("Manual v2", "Manual v2", None),
        ("Manual v2", "Manual", None),
        ("Manual v2", "Handbook v1", None),
        ("2024", "2023", None),
    ],
)
def test_newer(one: str, other: str, newer: bool | None) -> None:
    """A name tells a newer version of the same where its first number that differs is larger."""
    assert version_name(one).newer_than(version_name(other)) is newer


def test_another() -> None:
    """Names tell the same document where they are equal but for what they tell of versions."""
    manual = version_name("Manual v2")
    names = ("Manual", "Manual v3", "Manual v2", "Manual 2", "Guide v3")
    assert [manual.is_another_of(version_name(name)) for name in names] == [True, True, False, False, False]


@given(st.text(max_size=40), st.tuples(st.integers(0, 999), st.integers(0, 999)), st.integers(1, 99))
def test_order(front: str, version: tuple[int, int], more: int) -> None:
    """Whatever stands in front, never are two names each newer than the other, and higher numbers are newer."""
    one, other = f"{front} x v{version[0]}.{version[1]}", f"{front} x v{version[0] + more}.{version[1]}"
    newer, older = version_name(other), version_name(one)
    assert (newer.newer_than(older), older.newer_than(newer)) == (True, False)


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Any text has a name, which is none the other of itself."""
    named = version_name(text)
    assert (named.is_another_of(named), named.newer_than(named)) == (False, None)
