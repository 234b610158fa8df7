"""Front matter of every kind is read and never text; what is broken in it costs no article."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.front_matter import read_front_matter

NOW = datetime(2025, 3, 12, tzinfo=UTC)
OYSTERS = {"title": "Oysters", "author": "Mara Quill", "published_at": "2024-03-09"}


@pytest.mark.parametrize(
    "block",
    [
        "---\ntitle: Oysters\nauthor: Mara Quill\ndate: 2024-03-09\n---\n",
        "\n---  \r\nTitle: Oysters\r\nAuthors: [Mara Quill]\r\npub-date: 2024-03-09\r\n...\r\n",
        '+++\ntitle = "Oysters"\ndate = 2024-03-09\nauthors = ["Mara Quill"]\ndraft = false\n+++\n',
        '+++\ntitle = "Oysters"\ndate = 2024-03-09\n[params]\nauthor = "Mara Quill"\n+++\n',
        '{\n  "title": "Oysters",\n  "author": {"name": "Mara Quill"},\n  "date": "2024-03-09"\n}\n',
        ';;;\n"title": "Oysters",\n"author": "Mara Quill",\n"date": "2024-03-09"\n;;;\n',
        '---json\n{"title": "Oysters", "author": "Mara Quill", "date": "2024-03-09"}\n---\n',
        "---\ntitle: Oysters\ndate:\n  created: 2024-03-09\n  updated: 2024-04-01\nauthor:\n- name: Mara Quill\n---\n",
        "Title: Oysters\nDate: 2024-03-09\nAuthor: Mara Quill\n",
        "% Oysters\n% Mara Quill\n% 2024-03-09\n",
    ],
)
def test_kinds(block: str) -> None:
    """Each kind of front matter gives its fields, and the text begins below it."""
    front = read_front_matter(f"{block}\nVolunteers came.")
    assert (front.said, front.warnings) == (OYSTERS, ())
    assert (block + "\nVolunteers came.")[front.body :].lstrip() == "Volunteers came."
    assert front.visibility.withheld(NOW) == ""


@pytest.mark.parametrize(
    "text",
    [
        "---\nIt rained.\n---\nIt snowed.",
        "---\n\nIt rained on Monday: all day.\nIt snowed.\n\n---\n\nIt snowed.",
        "---\nIt rained.",
        '{"a": 1} is JSON.',
        "{{< figure src='a.png' >}}\n\nIt rained.",
        "{% include a.html %}\nIt rained.",
        "Note: it rained\nall day.",
        "# Floods\n---\na: b\n---\n",
        "",
    ],
)
def test_what_is_none(text: str) -> None:
    """What stands between two rules, in braces or behind a colon, but tells nothing of the article, is text."""
    front = read_front_matter(text)
    assert (front.said, front.body, front.warnings) == ({}, 0, ())


@pytest.mark.parametrize(
    ("block", "title", "warning"),
    [
        (
            "---\ntitle: Sale: 50% off\n---\n",
            "Sale: 50% off",
            'its front matter is no YAML (line 2); write title: "Sale: 50% off"',
        ),
        ("---\ntitle: @home\n---\n", "@home", 'its front matter is no YAML (line 2); write title: "@home"'),
        (
            '---\nid: a\ntitle: "He said "no" to it"\n---\n',
            'He said "no" to it',
            'its front matter is no YAML (line 3); write title: "He said \\"no\\" to it"',
        ),
        ("---\ntitle: [\n---\n", "", 'its front matter is no YAML (line 2); write title: "["'),
        (
            "---\ntitle: Floods\ntags: [a, b\n---\n",
            "Floods",
            'its front matter is no YAML (line 3); write tags: "[a, b"',
        ),
        ("+++\ntitle = Floods\n+++\n", "Floods", 'its front matter is no TOML (line 2); write title = "Floods"'),
        (
            '{\n "title": "Floods"\n "id": "a"\n}\n',
            "Floods",
            'its front matter is no JSON (line 3); write each entry as "title": "Sale: 50% off",',
        ),
        ("---js\n{title: 1}\n---\n", "", "its front matter is JS, which is not read; write it as YAML"),
        (
            "---\ntitle: Floods\nlayout: post\n",
            "Floods",
            "its front matter is not closed; write --- on a line below it",
        ),
    ],
)
def test_what_is_broken(block: str, title: str, warning: str) -> None:
    """Of broken front matter the plain lines are read, the text stays, and a warning says what to write."""
    front = read_front_matter(f"{block}\nIt rained.")
    assert (front.said.get("title", ""), front.warnings) == (title, (warning,))
    assert f"{block}\nIt rained."[front.body :].strip() == "It rained."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("draft: true", "is a draft (draft: true)"),
        ("draft: 'Yes'", "is a draft (draft: yes)"),
        ("status: draft", "is a draft (status: draft)"),
        ("published: false", "is not published (published: false)"),
        ("publish: no", "is not published (publish: no)"),
        ("hidden: true", "is hidden (hidden: true)"),
        ("visibility: hidden", "is hidden (visibility: hidden)"),
        ("expiryDate: 2025-03-12", "expired on 2025-03-12"),
        ("publishDate: March 13, 2025", "is to be published on 2025-03-13"),
        ("title: Sale: all\n draft: true", "is a draft (draft: true)"),
        ("draft: false", ""),
        ("published: true", ""),
        ("published: 2025-03-01", ""),
        ("hidden: false", ""),
        ("hide: [toc]", ""),
        ("visibility: public", ""),
        ("expiryDate: 2025-03-13", ""),
        ("publishDate: 2025-03-12", ""),
    ],
)
def test_what_is_withheld(line: str, reason: str) -> None:
    """What its author keeps back, by whichever name, is withheld for that reason, also where the rest is broken."""
    assert read_front_matter(f"---\n{line}\n---\nIt rained.").visibility.withheld(NOW) == reason


@pytest.mark.parametrize(
    ("lines", "said", "warnings"),
    [
        ("author:\n  twitter: a", {}, ("its author is no text and is passed over; write it as one",)),
        ("title: {a: b}", {}, ("its title is no text and is passed over; write it as one",)),
        ("expiryDate: soon", {}, ("its expiryDate is no date and is passed over; write it as 2024-03-20",)),
        ("permalink: /a/", {}, ()),
        ("canonical_url: https://a.example/b", {"url": "https://a.example/b"}, ()),
        ("lang: pt-BR", {"language": "pt"}, ()),
        ("title: R&amp;D **yard**", {"title": "R&D yard"}, ()),
        ("published: true\ncreated: 2024-03-09", {"published_at": "2024-03-09"}, ()),
        ("lastmod: 2024-04-01\ndate: 2024-03-09", {"published_at": "2024-03-09"}, ()),
        ("author: [Ann, {name: Bob}, [Cid]]", {"author": "Ann, Bob"}, ()),
        ("id: ~", {}, ()),
    ],
)
def test_fields(lines: str, said: dict[str, str], warnings: tuple[str, ...]) -> None:
    """A field is taken by any of its names, from tables and lists as well; what cannot be used is passed over."""
    front = read_front_matter(f"---\n{lines}\n---\nIt rained.")
    assert (front.said, front.warnings) == (said, warnings)


@given(st.text("-+;{}[]:=\"' \t\r\n#%|>&*!abtitle", max_size=120))
def test_any_text_has_front_matter_or_none(text: str) -> None:
    """Whatever a text begins with, it is read, and its body lies within it."""
    front = read_front_matter(text)
    assert 0 <= front.body <= len(text)
    assert all(isinstance(value, str) for value in front.said.values())


@pytest.mark.parametrize("filler", [" ", "\t", "[", "{", "- ", "a", '"', ": ", "&a "])
def test_long_lines_take_no_time(filler: str) -> None:
    """A line of front matter may be as long as it likes."""
    text = f"---\ntitle: {filler * 50_000}b\n---\nIt rained."
    assert text[read_front_matter(text).body :] == "It rained."
