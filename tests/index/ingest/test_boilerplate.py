"""Boilerplate is marked, and an article's own lines are not."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.boilerplate import find_boilerplate, fingerprint

ROOT = Path(__file__).parents[3]
SEEDS = ROOT / "seeds"
CLEAN = ROOT / os.environ.get("QUOTEBOT_EVALUATION", "../shared/evaluation")

PROSE = [
    "The river rose two metres overnight and reached the lower town by dawn.",
    "Families carried furniture to the upper floors while soldiers filled bags with sand.",
    "By evening the mayor had opened the school to everyone who needed a bed.",
]

BOILERPLATE = [
    "Advertisement",
    "- ADVERTISEMENT -",
    "Advertisement - story continues below",
    "Article continues after advertisement",
    "Scroll down to continue",
    "Sponsored content",
    "Publicidad",
    "Subscribe",
    "Sign up now",
    "Sign up for our free weekly newsletter and never miss a recipe.",
    "Subscribe to our YouTube channel for more videos like this one!",
    "Please subscribe to our mailing list.",
    "Get the morning headlines delivered to your inbox.",
    "Join our Telegram channel for instant updates",
    "Enter your email address to receive notifications of new posts.",
    "By signing up, you agree to our Terms of Use and Privacy Policy.",
    "No spam, ever. Unsubscribe at any time.",
    "We never spam. You can opt out at any time.",
    "This site is protected by reCAPTCHA and the Google Privacy Policy and Terms of Service apply.",
    "This website uses cookies.",
    "We use cookies to improve your experience on our website.",
    "Accept all cookies",
    "Privacy Policy",
    "© 2021 Harbour Gazette Ltd.",
    "Copyright 2019 by Lakeside Radio. All rights reserved. This material may not be redistributed.",
    "Club-Crest-logo",
    "site-favicon",
    "banner_top-300x250.png",
    "![Crowd at the gate](https://cdn.example.org/gate.jpg)",
    "[![Banner](https://example.org/b.png)](https://example.org/go)",
    "[Ten walks for a rainy day](https://example.org/walks)",
    "- [Home](/) | [Sport](/sport)",
    "[link]Terms[/link]",
    "https://example.org/2020/05/story?id=7",
    "Photo: Maria Lopez / Reuters",
    "Photo by Jonas Weber on Unsplash",
    "Image credit: Northern Observatory",
    "(AP Photo/Ingrid Dahl)",
    "Also read: Why the harbour bridge is closed until spring",
    "READ MORE: What she said to the jury",
    "**Read also:** Five lakes to visit this summer",
    "Related: The Long Road Back From Drought",
    "See also → Winter timetable",
    "You may also like",
    "Related Articles",
    "Recommended",
    "Share on Facebook",
    "Share this article",
    "Follow us on Instagram and TikTok.",
    "Follow @harbourgazette on Twitter",
    "Facebook Twitter WhatsApp",
    "Tags: flood, harbour, weather",
    "Filed under: Local Politics",
    "This article first appeared on Coastline Weekly.",
    "This story was originally published by Mountain News and is republished here with permission.",
    "Republished with permission from The Valley Review.",
    "The post Bridge reopens appeared first on Harbour Gazette.",
    "Comments are closed.",
    "Leave a Reply",
    "Please log in to post a comment.",
    "12 Comments",
    "Loading...",
    "Skip to main content",
    "Back to top",
    "4 min read",
    "Click here to see the full gallery.",
    "Download our app",
    "Get it on Google Play",
    "Already a subscriber? Log in",
    "Please enable JavaScript to view the comments.",
    "As an Amazon Associate we earn from qualifying purchases.",
    "Suscríbete a nuestro boletín diario",
    "Lea también: El puente reabre en abril",
    "Síguenos en Facebook",
    "Todos los derechos reservados.",
    "Este artículo fue publicado originalmente en El Puerto.",
    "Haz clic aquí para ver las fotos.",
]

TRICKY = [
    "He said readers could sign up for the newsletter at the company's site.",
    "Subscribe or die, he told the crowd of 400 people.",
    "The privacy policy of the company was changed in 2019.",
    "Advertisement is a form of marketing communication.",
    "Related: the Latin word relatus, from which the English word comes.",
    "Cookies were first baked in Persia.",
    "Yes.",
    "“No, never,” she said.",
    "Privacy and Data Protection",
    "Advertising",
    "Background",
    "Sign language",
    "Join the army",
    "Related languages",
    "Copyright law in the United States",
    "Cookies and tracking",
    "Comments on the treaty",
    "Follow the money",
    "Download speeds",
    "Share of the market",
    "Facebook and Twitter",
    "“We use cookies on our site to know who reads what,” the publisher said.",
    "“Sign up for our newsletter,” read the poster on the door.",
    "Subscribers to the newspaper fell by half between 1990 and 2010.",
    "Follow the path north for two miles and the ruins appear on the left.",
    "Click on the icon to open the file, then save it under another name.",
    "Share prices fell by four percent after the announcement.",
    "Join two boards with glue before you sand them.",
    "Scroll paintings were brought to Japan from China in the eighth century.",
    "Download times were cut in half by the new standard.",
    "Sign up rates for the health plan doubled within a year.",
    "Read our lips, the strikers shouted at the minister.",
    "The post office appeared first on maps of 1870.",
    "The article was originally published in a small magazine in 1953.",
    "All rights reserved to the crown were listed in the charter.",
    "The photo by Adams shows the valley in winter.",
    "Photographs were taken of every house in the street.",
    "The company's terms of service forbid the practice.",
    "Twitter and Facebook removed the accounts on Friday.",
    "Loading the ships took eleven days.",
    "Recommended by the committee, the bill passed in June.",
    "Tags on the animals' ears show where they were born.",
    "Our website was attacked twice that winter, and we moved it abroad.",
    "PARIS, March 3",
    "By Maria Lopez",
    "- two cups of flour",
    "1. Register the vehicle",
    "See the world, my grandfather used to say.",
    "Spam was introduced in 1937 and sold in cans.",
    "La publicidad es una forma de comunicación.",
    "Advertisement revenue",
    "# [Bridge reopens](https://example.org/bridge)",
    "Source of the river",
    "Watch: a timepiece worn on the wrist",
]


def marked(lines: list[str], article_counts: list[int] | None = None) -> list[str]:
    """Returns the lines that are marked; each stands in this article only unless `article_counts` says otherwise."""
    marks = find_boilerplate(lines, article_counts or [1] * len(lines))
    return [line for line, mark in zip(lines, marks, strict=True) if mark]


def seed(name: str) -> list[str]:
    """Returns the non-blank lines of a seed article."""
    lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip()]


def test_boilerplate_of_the_first_seed() -> None:
    """The call lines, the pointer, the logo and the advertisements are marked, and nothing else."""
    lines = seed("000_858f4c8532cb65ca.txt")
    assert marked(lines) == [line for line in lines if line.startswith("Advertisement")] + lines[-7:]


def test_boilerplate_of_the_second_seed() -> None:
    """The image is the only boilerplate of an article that was scraped cleanly."""
    lines = seed("003_786d04bfa41ab9ef.txt")
    assert marked(lines) == [lines[1]]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_boilerplate_is_marked(line: str) -> None:
    """A line of boilerplate after the article's prose is marked, and the prose is not."""
    assert marked([*PROSE, line]) == [line]


@pytest.mark.parametrize("line", TRICKY)
def test_prose_and_headings_are_kept(line: str) -> None:
    """A line of the article's own that only sounds like boilerplate is not marked, wherever it stands."""
    assert marked([line, *PROSE]) == marked([*PROSE[:2], line, PROSE[2]]) == marked([*PROSE, line]) == []


def test_clean_text_has_no_boilerplate() -> None:
    """No line of the evaluation sets' clean articles is marked."""
    files = [CLEAN / name / "articles.jsonl" for name in ("squad", "clapnq")]
    if not all(file.is_file() for file in files):
        pytest.skip(f"no evaluation sets at {CLEAN}")
    for file in files:
        for row in file.read_text(encoding="utf-8").splitlines():
            lines = [line.strip() for line in json.loads(row)["text"].split("\n") if line.strip()]
            assert marked(lines) == []


def test_labels_count_only_after_the_prose() -> None:
    """A short label that could be a heading is a footer after the prose, and a heading before or between it."""
    assert marked(["Privacy Policy", PROSE[0], "Privacy Policy of 1990", *PROSE[1:], "Terms of Use"]) == [
        "Terms of Use"
    ]


def test_provenance_counts_only_outside_the_prose() -> None:
    """Where an article was first published is boilerplate at its end, and history in its midst."""
    notice = "This article was originally published in Nature."
    assert marked([*PROSE, notice]) == [notice]
    assert marked([PROSE[0], notice, *PROSE[1:]]) == []


def test_short_line_of_three_articles_is_marked() -> None:
    """A line that is not prose is boilerplate when three articles hold it, and prose when five do."""
    lines = [*PROSE, "Harbour Gazette newsroom", "Good journalism takes time and we are proud of ours."]
    assert marked(lines, [1, 1, 1, 2, 4]) == []
    assert marked(lines, [1, 1, 1, 3, 5]) == lines[3:]


def test_reprint_is_kept() -> None:
    """Repetition across articles marks nothing in a story that mostly stands in three or more articles."""
    assert marked([*PROSE, "Harbour Gazette newsroom"], [9, 9, 9, 9]) == []


def test_short_answer_is_kept_however_often_it_stands() -> None:
    """A word of assent is not boilerplate because other interviews, or this one, hold it again."""
    lines = ["Yes.", PROSE[0], "Yes.", PROSE[1], "Yes.", PROSE[2]]
    assert marked(lines, [9, 1, 9, 1, 9, 1]) == []


def test_pull_quote_is_marked_once() -> None:
    """The second occurrence of a sentence is marked, and the first stays quotable."""
    lines = [*PROSE, PROSE[1]]
    assert find_boilerplate(lines, [1] * 4) == [False, False, False, True]


@pytest.mark.parametrize("times", [2, 3])
def test_repeated_label_is_marked_everywhere(times: int) -> None:
    """A line that is not a sentence is marked at each occurrence once it stands twice."""
    assert marked([*PROSE, *["Harbour live blog"] * times]) == ["Harbour live blog"] * times


def test_sentence_that_stands_three_times_is_marked_everywhere() -> None:
    """A full sentence that an article holds three times is boilerplate."""
    call = "Good journalism takes time and we are proud of ours."
    assert marked([*PROSE, call, call, call]) == [call] * 3


def test_blank_form_is_kept() -> None:
    """Repetition within an article that would take most of it marks nothing."""
    assert marked(["Name and date of birth", "Place of work", "Name and date of birth", "Name and date of birth"]) == []


def test_an_empty_article_has_no_marks() -> None:
    """An article without lines gives no marks."""
    assert find_boilerplate([], []) == []


@given(
    st.sampled_from(["The old minister", "A young nurse", "Their neighbour", "The whole committee"]),
    st.sampled_from(["carried", "described", "forgot", "measured", "sold"]),
    st.sampled_from(["the broken instrument", "a map of the valley", "three letters", "the winter harvest"]),
    st.sampled_from(["before the rain began", "in the spring of 1912", "without a single word", "near the station"]),
)
def test_plain_sentence_is_never_marked(who: str, did: str, what: str, when: str) -> None:
    """A plain sentence that stands once and in one article is not marked."""
    assert marked([f"{who} {did} {what} {when}."]) == []


@given(st.lists(st.text("abcñéABC", min_size=1), min_size=1), st.integers(min_value=0, max_value=10**6))
def test_fingerprint_ignores_case_spacing_and_digits(words: list[str], number: int) -> None:
    """Lines that differ only in case, spacing and digits have one fingerprint, which SQLite can store."""
    value = fingerprint(" ".join(words) + " 7")
    assert value == fingerprint(f"\t{number}" + " \u00a0 ".join(words).swapcase())
    assert -(2**63) <= value < 2**63


def test_fingerprint_tells_lines_apart() -> None:
    """Lines of different words have different fingerprints."""
    assert len({fingerprint(line) for line in BOILERPLATE + TRICKY}) == len(BOILERPLATE + TRICKY)
