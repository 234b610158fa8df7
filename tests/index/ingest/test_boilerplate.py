"""Boilerplate is marked, and an article's own lines are not."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.blocks import blocks_of
from index.ingest.boilerplate import find_boilerplate, fingerprint
from index.ingest.readers.markup.markdown import read_markdown
from index.records import Article, Source

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


def judged(
    lines: Sequence[str], article_counts: Sequence[int] = (), title: str = "T", markdown: bool = False
) -> list[tuple[str, bool]]:
    """Each paragraph, and whether it is marked; it stands in this article only unless `article_counts` says more."""
    text = "\n\n".join(lines)
    article = Article(Source("1", title), text, reading=read_markdown(text) if markdown else None)
    blocks = blocks_of(article)
    marks = find_boilerplate(article, blocks, article_counts or [1] * len(blocks))
    return [(article.plain[slice(*block.span)], mark) for block, mark in zip(blocks, marks, strict=True)]


def marked(
    lines: Sequence[str], article_counts: Sequence[int] = (), title: str = "T", markdown: bool = False
) -> list[str]:
    """The paragraphs that are marked."""
    return [text for text, mark in judged(lines, article_counts, title, markdown) if mark]


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
    """Behind the prose a line that is not prose is boilerplate when three articles hold it, and prose when five do."""
    lines = [*PROSE, "Harbour Gazette newsroom", "Good journalism takes time and we are proud of ours."]
    assert marked(lines, [1, 1, 1, 2, 4]) == []
    assert marked(lines, [1, 1, 1, 3, 5]) == lines[3:]


def test_what_articles_share_amid_prose_is_kept() -> None:
    """A sentence or heading amid prose is not marked however many articles hold it, but a call to the reader is."""
    shared = "The manual of the pump is sent by post to whoever asks for it."
    call = "Sign up for our newsletter to hear of the next pump before all others."
    lines = [PROSE[0], "Safety warnings", shared, call, PROSE[1]]
    assert marked(lines, [1, 9, 9, 2, 1]) == []
    assert marked(lines, [1, 9, 9, 3, 1]) == [call]


def test_what_articles_share_below_a_heading_is_kept() -> None:
    """What a marked heading is the only one to head is not marked, though it stands behind the article's prose."""
    lines = [PROSE[0], "## Disposal", "Take the pump to the yard of your town.", "Harbour Pumps"]
    assert marked(lines, [1, 9, 9, 9], markdown=True) == [lines[3]]


def test_shared_figures_are_kept() -> None:
    """Hours, addresses and prices are facts, whoever else gives them; a shared label is none."""
    assert marked([*PROSE, "Monday to Friday, 9 to 5", "Opening hours"], [1, 1, 1, 4, 4]) == ["Opening hours"]


def test_reprint_is_kept() -> None:
    """Repetition across articles marks nothing in a story that mostly stands in three or more articles."""
    assert marked([*PROSE, "Harbour Gazette newsroom"], [9, 9, 9, 9]) == []


def test_short_answer_is_kept_however_often_it_stands() -> None:
    """A word of assent is not boilerplate because other interviews, or this one, hold it again."""
    lines = ["Yes.", PROSE[0], "Yes.", PROSE[1], "Yes.", PROSE[2]]
    assert marked(lines, [9, 1, 9, 1, 9, 1]) == []


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(
    "line", [PROSE[1], "Harbour live blog", "Good journalism takes time and we are proud of ours."]
)
def test_repeated_line_is_marked_but_once(line: str, times: int) -> None:
    """The first copy of a line that an article repeats stays quotable, and the others are marked."""
    lines = [
        PROSE[0],
        PROSE[2],
        *(f"{who} stayed until the water had gone." for who in ("Two nurses", "A cook", "One baker")),
    ]
    lines += [line, *[line] * times]
    assert judged(lines) == [(text, number > 5) for number, text in enumerate(lines)]


@pytest.mark.parametrize("markdown", [False, True])
def test_repeated_line_is_kept_below_each_heading(markdown: bool) -> None:
    """A line stays quotable below each heading that it stands below, whether these are marked up or only look it."""
    heading = "## " if markdown else ""
    ask = "Ask for the key at the desk before you go down."
    lines = [f"{heading}Cellar", PROSE[0], ask, ask, f"{heading}Tower", PROSE[1], ask, PROSE[2]]
    assert [number for number, (_, mark) in enumerate(judged(lines, markdown=markdown)) if mark] == [3]


def test_blank_form_is_kept() -> None:
    """Repetition within an article that would take most of it marks nothing."""
    assert marked(["Name and date of birth", "Place of work", "Name and date of birth", "Name and date of birth"]) == []


def test_an_empty_article_has_no_marks() -> None:
    """An article without lines gives no marks."""
    assert judged([]) == []


MARKED_UP = [
    "# Advertisement",
    "Subscribe\n=========",
    "Share on Facebook\n-----------------",
    "- Share on Facebook\n- Copy link",
    "1. Log in to comment.\n2. Share this page on Facebook.",
    "| Photo: | Advertisement |\n| --- | --- |\n| Read more | Subscribe now |",
    "```\nLoading...\n© 2021 Harbour Gazette Ltd.\n```",
    "[^1]: https://example.org/terms",
]


@pytest.mark.parametrize("text", MARKED_UP)
def test_what_is_marked_up_is_kept(text: str) -> None:
    """Headings, lists, tables, code and footnotes are not marked, whatever they say and however often they stand."""
    lines = [f"{PROSE[0]}[^1]", text, PROSE[1], text, PROSE[2]]
    assert marked(lines, [9] * len(judged(lines, markdown=True)), markdown=True) == []


STEPS = [
    "Log in to the router at 192.168.7.1 with the password that is on its underside.",
    "Sign in to the control panel as the owner to see the hidden networks.",
    "- Click here on the green lock to switch encryption to WPA3.",
    "Scan the QR code on the box to pair the lamp.",
    "Create an account to post on the forum.",
    "Download the app for Android from the release page.",
    "Available on Google Play, the game costs four crowns.",
    "Comments are disabled on locked threads.",
]
CALLS = [
    "Sign up for our newsletter at the desk.",
    "Click here to see the hidden networks.",
    "By signing up, you agree to our Terms of Use and Privacy Policy.",
    "Log in to comment.",
    "Follow us on Mastodon.",
    "Download our app to dim the lamp.",
    "This website uses cookies.",
    "You can unsubscribe at any time.",
    "See also: the page on bans tells for how long each of them lasts.",
]


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_steps_are_kept_anywhere(step: str, markdown: bool) -> None:
    """What a reader is told to do with what the article is about is not marked, with or without its full stop."""
    for line in (step, step.rstrip(".")):
        for number in range(len(PROSE) + 1):
            assert marked([*PROSE[:number], line, *PROSE[number:]], markdown=markdown) == []


@pytest.mark.parametrize("call", CALLS)
def test_sentence_amid_prose_is_kept(call: str) -> None:
    """No wording takes a sentence amid prose, nor one of an article in Markdown; behind a scraped page's prose it does.

    Neither does it where the article's title speaks of the same.
    """
    assert marked([PROSE[0], call, *PROSE[1:]]) == []
    assert marked([*PROSE, call], markdown=True) == []
    assert marked([*PROSE, call], title=call) == []
    assert marked([*PROSE, call]) == [call]


def test_buttons_amid_prose_are_marked() -> None:
    """A list of nothing but buttons is marked amid prose, and one that has steps, or has one item, is not."""
    assert marked([PROSE[0], "• Share on Facebook\n• Copy link", PROSE[1]]) == ["• Share on Facebook", "• Copy link"]
    assert marked([PROSE[0], "• Open the page\n• Copy link", PROSE[1]]) == []
    assert marked([PROSE[0], "• Copy link", PROSE[1]]) == []
    assert marked([*PROSE, "• Privacy policy"]) == ["• Privacy policy"]


def test_link_that_is_introduced_is_kept() -> None:
    """A line of links is kept below a line that ends in a colon, and so are those that go on from there."""
    links = ["[Form A](https://example.org/a)", "- [Form B](https://example.org/b)"]
    assert marked([PROSE[0], "Two forms can be had from the office:", *links, PROSE[1], links[0]]) == [links[0]]
    assert marked([PROSE[0], "Related:", *links]) == ["Related:", *links]
    image = "![Form](https://example.org/a.png)"
    assert marked([PROSE[0], "This is how it looks:", image]) == [image]


def test_address_below_a_heading_is_kept() -> None:
    """An address that is all that stands below a heading in Markdown is what the heading asks for."""
    assert marked([PROSE[0], "## Website", "https://example.org/club"], markdown=True) == []
    assert marked([PROSE[0], "https://example.org/club"], markdown=True) == ["https://example.org/club"]


def test_prose_without_spaces_is_prose() -> None:
    """A script without spaces has prose too, behind which stands what is none."""
    lines = [
        "灯会由镇上的木匠行会出钱，每年春天举行。",
        "© 2021",
        "灯会在旧桥边举行到深夜，孩子们提着灯走过集市。",
    ]
    assert marked([*lines, "Privacy Policy"]) == ["© 2021", "Privacy Policy"]


@given(
    st.sampled_from(["The old minister", "A young nurse", "Their neighbour", "The whole committee"]),
    st.sampled_from(["carried", "described", "forgot", "measured", "sold"]),
    st.sampled_from(["the broken instrument", "a map of the valley", "three letters", "the winter harvest"]),
    st.sampled_from(["before the rain began", "in the spring of 1912", "without a single word", "near the station"]),
)
def test_plain_sentence_is_never_marked(who: str, did: str, what: str, when: str) -> None:
    """A plain sentence that stands once and in one article is not marked."""
    assert marked([f"{who} {did} {what} {when}."]) == []


@given(st.lists(st.text("abcñéABC7", min_size=1), min_size=1))
def test_fingerprint_ignores_case_and_spacing(words: list[str]) -> None:
    """Texts that differ only in case and white space have one fingerprint, which SQLite can store."""
    value = fingerprint(" ".join(words))
    assert value == fingerprint("\t" + " \u00a0\n".join(words).swapcase())
    assert -(2**63) <= value < 2**63


def test_fingerprint_tells_lines_apart() -> None:
    """Lines of different words, or of different figures, have different fingerprints."""
    lines = [*BOILERPLATE, *TRICKY, *(f"The population was {people} at the 2020 census." for people in range(99))]
    assert len({fingerprint(line) for line in lines}) == len(lines)
