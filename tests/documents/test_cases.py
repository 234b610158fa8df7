"""Small inputs that went wrong once, each synced and asked with the packaged models."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index.answering.dialogue import turn
from index.models.openvino import OpenVinoEncoder
from index.models.reader import PassageReader
from tests.command import run_quotebot
from tests.documents.case import CASES, Case, opened

pytestmark = pytest.mark.model

FERRIES = ("Corvale", "Dunsey", "Eastwick", "Fenmarsh")
PUMPS = ("Kestrel pump", "Lapwing pump", "Merlin pump", "Osprey pump")
STEPS = (
    "Scan the QR code on the box to pair the lamp.",
    "Create an account to post on the forum.",
    "Download the app for Android from the release page.",
    "Available on Google Play, the game costs four crowns.",
    "Comments are disabled on locked threads.",
)


@pytest.fixture
def synced(encoder: OpenVinoEncoder, reader: PassageReader, tmp_path: Path) -> Iterator[Callable[[Path], Case]]:
    """Syncs a folder, and answers from it until the test ends."""
    with ExitStack() as stack:
        yield lambda source: stack.enter_context(opened(source, tmp_path / "data", encoder, reader))


@pytest.fixture
def case(request: pytest.FixtureRequest, synced: Callable[[Path], Case]) -> Case:
    """The case that the test is named after."""
    name = request.function.__name__.removeprefix("test_").replace("_", "-")
    return synced(CASES / name / "in")


def folded(text: str) -> str:
    """The same with one space for all white space."""
    return " ".join(text.split())


def test_author_table(case: Case) -> None:
    """A field of the front matter that is a table loses no article, and what can be used of it may be."""
    sources = case.sources
    assert {path: source.title for path, source in sources.items()} == {
        "ponds.md": "Ponds of the plateau",
        "springs.md": "Springs of the plateau",
        "wells.md": "Wells of the plateau",
    }
    assert sources["wells.md"].author in (None, "Mara Quill")
    assert sources["ponds.md"].published_at in (None, "2024-03-09")
    assert case.quote("How deep is the deepest well?").plain == (
        "The deepest well of the plateau reaches water at 212 metres."
    )


def test_bold_sentence(case: Case) -> None:
    """What closes emphasis belongs to the sentence that it closes, and is not shown."""
    assert case.sentences == [
        "The kiln is loaded on Friday and fired overnight.",
        "The lid must not be lifted before the cone has bent.",
        "Two people watch the flame in turns of three hours.",
        "The chimney stays open until dawn.",
        "The pots are taken out on Sunday.",
    ]
    for question in ("When may the lid be lifted?", "Until when does the chimney stay open?"):
        for quote in (*case.ask(question).quotes, *case.ask(question).closest):
            assert "*" not in quote.plain
            assert quote.text.strip("*")[0].isalpha()
            assert quote.text.strip("*").endswith(".")


def test_chat_repeat(case: Case) -> None:
    """A question that was just asked is answered as it was."""
    before, answers = None, []
    for _ in range(6):
        answers.append(case.ask("how long is eel smoked?", before))
        before = turn(answers[-1], before)
    assert answers[0].answered
    assert answers[0].quotes[0].plain.startswith("Eel is smoked over alder for five hours.")
    assert [(answer.answered, answer.confidence, answer.quotes) for answer in answers] == [
        (True, answers[0].confidence, answers[0].quotes)
    ] * 6


def test_cjk(case: Case) -> None:
    """A sentence of a script without spaces is found by its words, and marked in the paragraph that is quoted."""
    quote = case.quote("灯会由谁出钱？")
    assert [quote.plain[slice(*bold)] for bold in quote.shown.bold] == ["灯会由镇上的木匠行会出钱。"]
    assert (quote.plain, quote.source.title) == ("每年五月，村民在桥上举行灯会。灯会由镇上的木匠行会出钱。", "青石桥")


def test_code_comment_heading(case: Case) -> None:
    """A line of code is no heading, can be quoted without its fence, and what follows stays below its own heading."""
    headings = [heading for heading, _ in case.sections]
    assert [heading for heading in headings if "Danger" in heading or "purge" in heading] == []
    assert [heading.endswith("Configuration") for heading, text in case.sections if "port 2525" in text] == [True]
    assert "# Danger zone, wipes all queues\nrelayctl purge --all" in case.searched
    assert "```" not in case.searched


def test_date_formats(case: Case) -> None:
    """A date is understood in the form that blogs have, so the newer article is quoted, and its month can be named."""
    dates = {path: source.published_at for path, source in case.sources.items()}
    assert {path: date and date[:10] for path, date in dates.items()} == {
        "a-old.md": "2024-01-08",
        "b-new.md": "2024-03-20",
    }
    for question in (
        "How much will the harbour ferry cost?",
        "According to the article of March 2024, what will the ferry cost?",
    ):
        quote = case.quote(question)
        assert quote.source.title == "Ferry fare decided (corrected)"
        assert "the harbour ferry will cost 40 crowns" in quote.plain


def test_digits_only_differ(case: Case) -> None:
    """Lines that differ in their figures are not one line that the articles share."""
    quote = case.quote("What was the population of Corvale at the 2020 census?")
    assert (quote.plain, quote.source.title) == ("The population was 2750 at the 2020 census.", "Corvale")
    assert sorted(text for text in case.sentences if "census" in text) == sorted(
        f"The population was {people} at the 2020 census." for people in (1431, 892, 2750, 417, 5120, 308)
    )


def test_docusaurus_ids(case: Case) -> None:
    """Two files that give themselves one id are two articles."""
    assert case.outcome.added == 2
    assert {path: source.title for path, source in case.sources.items()} == {
        "ferry/timetable.md": "Timetable of the ferry",
        "tram/timetable.md": "Timetable of the tram",
    }
    assert len({source.id for source in case.sources.values()}) == 2
    assert case.quote("How often does the tram run?").source.title == "Timetable of the tram"


def test_html_comment(case: Case) -> None:
    """What is commented out is neither searched nor shown, and answers nothing."""
    answer = case.ask("When will the Halden bridge be closed?")
    assert not answer.answered
    shown = "\n".join(quote.plain for quote in answer.closest)
    for hidden in ("<!--", "-->", "7 crowns", "closed for two years", "embargoed"):
        assert hidden not in shown
        assert hidden not in case.searched
    assert case.sentences == [
        "The bridge was opened to traffic in 1934.",
        "It carries two lanes and a footpath.",
        "Its towers are 61 metres high.",
    ]


@pytest.mark.parametrize(
    ("question", "step"),
    [
        (
            "Which address does the router have?",
            "Log in to the router at 192.168.7.1 with the password that is on its underside.",
        ),
        ("How do I see the hidden networks?", "Sign in to the control panel as the owner to see the hidden networks."),
        ("How is encryption switched to WPA3?", "Click here on the green lock to switch encryption to WPA3."),
    ],
)
def test_login_step(synced: Callable[[Path], Case], question: str, step: str) -> None:
    """A step of an article is not left out for its wording, and is the best quote, sure enough or not."""
    answer = synced(CASES / "login-step" / "in").ask(question)
    assert step in folded((answer.quotes or answer.closest)[0].plain)


def test_steps_amid_prose(synced: Callable[[Path], Case], tmp_path: Path) -> None:
    """Wording that pages have in their margins takes no sentence amid prose."""
    folder = tmp_path / "in"
    folder.mkdir()
    prose = "\n\n".join(
        f"The lamp has {number} colours, and each of them is warm.\n\n{step}" for number, step in enumerate(STEPS, 3)
    )
    (folder / "lamp.md").write_text(f"# The lamp\n\n{prose}\n\nIt goes out by itself at midnight.\n", encoding="utf-8")
    sentences = synced(folder).sentences
    assert [step for step in STEPS if step not in sentences] == []


def test_mdx(case: Case) -> None:
    """Lines of import, of tags alone and of shortcodes are neither searched nor shown, what they enclose is."""
    assert (
        "Unpack gauge.tar into the folder opt and start the service."
        in case.quote("Where is gauge.tar unpacked?").plain
    )
    assert "must never be calibrated while it is warm." in case.quote("When must the gauge not be calibrated?").plain
    assert "lasts eleven months." in case.quote("How long does the battery of the gauge last?").plain
    for hidden in ("import", "@theme", "<Tab", "</", "groupId", ":::", "{%", "{{<", "gauge.png"):
        assert hidden not in case.searched


def test_nested_headings(case: Case) -> None:
    """All headings above a sentence tell what it is about."""
    quote = case.quote("How much does the Griffon weigh?")
    assert quote.plain == "It weighs 899 kilograms with its oil."
    [heading] = [heading for heading, text in case.sections if "899" in text]
    assert heading.index("Griffon") < heading.index("Mass when dry")
    assert "Merlin" not in heading


@pytest.mark.parametrize("place", FERRIES)
def test_other_name_quoted(synced: Callable[[Path], Case], place: str) -> None:
    """Articles whose sentences differ in a name do not stand for each other."""
    quote = synced(CASES / "other-name-quoted" / "in").quote(f"When does the ferry to {place} leave?")
    assert quote.source.title == f"Ferry to {place}"
    assert quote.plain.startswith(f"The ferry to {place} leaves the north pier every morning at nine")
    assert [source.title for source in quote.also_in] == []


def test_refdef(case: Case) -> None:
    """Links are shown as their text, quoted as they stand, and their definitions are no text."""
    quote = case.quote("What are the rules of Lake Orrin?")
    assert quote.plain == "Lake Orrin is stocked with char every spring and is closed to motor boats."
    assert quote.text == "Lake Orrin is [stocked with char][char] every spring and is [closed to motor boats][rules]."
    assert "example.org" not in case.searched
    assert "1911" not in case.searched


def test_repeated_list_item(case: Case) -> None:
    """An item that stands in two lists of an article is quoted in each, whole, below its own heading."""
    quote = case.quote("How much flour does the plum cake need?")
    for item in ("250 g flour", "4 eggs", "900 g plums, halved"):
        assert item in quote.plain
    assert "poppy" not in quote.plain
    assert [heading.endswith("Plum cake") for heading, text in case.sections if "900 g plums" in text] == [True]
    assert sum(text.count("250 g flour") for _, text in case.sections) == 2


def test_same_passage_wrong_source(case: Case) -> None:
    """Of copies of a passage that is quoted which the question names by its title."""
    quote = case.quote("Which boats are affected by the leaking tank?")
    assert quote.source.title == "Recall 23: leaking tank"
    assert "Boats built between 1988 and 1993 at the yard of Holm are affected" in quote.plain
    assert [source.title for source in quote.also_in] == ["Recall 17: cracked tiller"]


def test_setext_same_length(case: Case) -> None:
    """Underlines of one length are headings' and no line that is repeated."""
    assert case.sources["mill.md"].title == "The mill at Sorrow Creek"
    quote = case.quote("How many paddles has the larger wheel?")
    assert quote.plain == "Two wheels of larch drive the stones. The larger has forty paddles."
    assert [heading.endswith("Wheels") for heading, text in case.sections if "paddles" in text] == [True]
    assert [heading.endswith("Stones") for heading, text in case.sections if "sledge" in text] == [True]
    assert "--" not in case.searched


def test_shared_headings(case: Case) -> None:
    """A heading that stands in several articles still heads what is below it, which is the best quote."""
    warned = [text for heading, text in case.sections if heading.endswith("Safety warnings")]
    assert len(warned) == len(PUMPS)
    answer = case.ask('What do the "safety warnings" say?')
    quote = (answer.quotes or answer.closest)[0]
    assert quote.source.title in PUMPS
    assert any(quote.plain in text for text in warned)


def test_table(case: Case) -> None:
    """A row is found by its cells, and quoted with the row that names its columns, without the others."""
    quote = case.quote("How high is the hut Sundfell?")
    for cell in ("Hut", "Beds", "Height in metres", "Stove", "Sundfell", "33", "976", "wood"):
        assert cell in quote.plain
    assert [name for name in ("Arnfell", "Jorvik", "Yttervik") if name in quote.plain] == []
    assert "|" not in quote.plain
    assert "| Sundfell | 33 | 976 | wood |" in quote.text or "Sundfell | 33 | 976 | wood" in quote.text


def test_title_after_comment(case: Case) -> None:
    """A title is found behind comments and badges, underlined, in a tag or in a link, and has no markup."""
    assert {path: source.title for path, source in case.sources.items()} == {
        "badge.md": "Growing leeks",
        "html.md": "Mending nets",
        "lic.md": "Keeping bees in town",
        "link.md": "Smoking eel",
        "setext.md": "Salting herring",
    }
    for hidden in ("<h1", "Licensed", "b.svg", "{#", "example.org"):
        assert hidden not in case.searched


def test_toml_front_matter(case: Case) -> None:
    """Front matter in TOML is read as the other is, and is not quoted."""
    source = case.sources["oyster.md"]
    assert (source.title, source.author, source.published_at) == (
        "Oysters return to the bay",
        "Mara Quill",
        "2024-03-09",
    )
    assert case.sentences == ["Volunteers have put 40,000 oysters on the old reef since autumn."]


def test_unsupported_noise(tmp_path: Path) -> None:
    """Files of no known format are counted in one line, behind what is wrong with an article, whose body is kept."""
    run = run_quotebot(tmp_path, "sync", CASES / "unsupported-noise" / "in")
    assert (run.returncode, run.stdout) == (0, "2 added, 0 changed, 0 removed, 0 unchanged\n"), run.stderr
    lines = run.stderr.splitlines()
    [counted] = [number for number, line in enumerate(lines) if ".png" in line]
    [broken] = [number for number, line in enumerate(lines) if "broken.md" in line]
    assert broken < counted
    assert "40" in lines[counted]
    answer = run_quotebot(tmp_path, "ask", "--json", "What was the weir built of?").stdout
    assert "The weir was built of oak." in answer


def test_wrapped_link_line(case: Case) -> None:
    """A line of a wrapped paragraph that is only a link is a part of its sentence."""
    quote = case.quote("Who issues the mooring permit?")
    assert (
        "The mooring permit is issued by the harbour office at Skerry Point within nine days, and it costs 35 crowns."
    ) in folded(quote.plain)
    assert (
        "The mooring permit is issued by the\n[harbour office at Skerry Point](https://example.org/office)\n"
        "within nine days, and it costs 35 crowns."
    ) in quote.text


def test_wrapped_wording(case: Case) -> None:
    """A line of a wrapped sentence is not left out for its wording."""
    quote = case.quote("From how many terminals can the catalogue be used?")
    assert (
        "Visitors of the reading room are given a card at the desk, with which they log in to the catalogue from any "
        "of the nine terminals beside the window."
    ) in folded(quote.plain)
    assert "Whoever wants to share this collection with pupils may borrow copies of its posters for a month." in [
        folded(sentence) for sentence in case.sentences
    ]
