"""Links to the words of a quote, held against pages that do not show the text as it was read from them."""

import pytest

from bot.service.text_fragments import LIMIT, link_to
from tests.bot.service.page import Page, directives, folded

URL = "https://news.example/page"
LONG = (
    "Whoever looks for the ferry on the map of the harbour finds each boat that has left since dawn drawn with its "
    "name and speed."
)
SHORT = "The ferry was sold for nine million crowns."
BEFORE, AFTER = "A paragraph stands before it.", "Another one comes behind."


def link(text: str, quote: str, occurrence: int = 0) -> str:
    """The link to a quote, at one of the places where it stands in a text."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(quote, start + 1)
    made = link_to(URL, text, start, start + len(quote))
    assert made is not None
    assert len(made) <= LIMIT
    return made


def named(made: str) -> str:
    """All words that a link names."""
    return "\n".join(f"{one.prefix}\n{one.start}\n{one.end}" for one in directives(made))


@pytest.mark.parametrize("marker", ["- ", "* ", "+ ", "• ", "1) ", "1. ", "– ", "  - ", "- [ ] ", "- [x] "])
def test_markers_of_list_items_are_not_named(marker: str) -> None:
    """The mark of a list item, which a page draws but does not have as text, must be left out."""
    quote = f"{marker}Roll your shirts.\n{marker}Fill the shoes with socks."
    made = link(f"How to pack\n\n{quote}\n{marker}Sit on it.", quote)
    page = Page(["How to pack", "Roll your shirts.", "Fill the shoes with socks.", "Sit on it."])
    assert page.position(made) == 1
    assert folded("Roll your shirts. Fill the shoes with socks.") in page.lit(made)
    assert [line for line in named(made).splitlines() if line[:1] in "-*+•–[]" and line] == []
    assert "1" not in named(made)


@pytest.mark.parametrize("row", ["| 250 g | flour, sieved |", "250 g\tflour, sieved", "250 g | flour, sieved"])
def test_a_range_goes_from_cell_to_cell(row: str) -> None:
    """The end of a cell must count as the end of a line."""
    made = link(f"Plum cake\n\n{row}\n", row)
    assert "250%20g,flour%2C%20sieved" in made
    page = Page(["Plum cake", "250 g", "flour, sieved"])
    assert page.position(made) == 1
    assert "250 g flour, sieved" in page.lit(made)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("The **old** pier was _not_ rebuilt.", "The old pier was not rebuilt."),
        ("Set `cache.ttl` to nine seconds.", "Set cache.ttl to nine seconds."),
        ("Ask [the harbour office](https://office.example/a_b?c=d) first.", "Ask the harbour office first."),
        ("The file is named old\\_pier\\*.txt today.", "The file is named old_pier*.txt today."),
        ("It covers ten m<sup>2</sup> of the ~~beach~~ quay.", "It covers ten m2 of the beach quay."),
        ("> We saw it fall, and nobody spoke.", "We saw it fall, and nobody spoke."),
        ("**The lid must not be lifted.**", "The lid must not be lifted."),
    ],
)
def test_marks_are_not_named(quote: str, shown: str) -> None:
    """Marks of Markdown, which are not on the page, must be left out, and the words between them be found."""
    page = Page([BEFORE, shown, AFTER])
    made = link(f"{BEFORE}\n\n{quote}\n\n{AFTER}", quote)
    assert folded(shown) in page.lit(made)
    assert page.position(made) == 1
    for mark in ("**", "`", "](", "\\", "<sup>", "~~", "https:"):
        assert mark not in named(made)
    assert not any(line.startswith((">", "_")) for line in named(made).splitlines())


@pytest.mark.parametrize("at", range(1, len(LONG.split())))
def test_an_odd_element_does_not_lose_the_quote(at: int) -> None:
    """Wherever a picture or button stands in a long sentence, one of at most three directives must still be found."""
    words = LONG.split()
    made = link(f"{BEFORE}\n\n{LONG}\n\n{AFTER}", LONG)
    page = Page([BEFORE, " ".join(words[:at]), "Menu", " ".join(words[at:]), AFTER])
    assert 2 <= len(directives(made)) <= 3
    assert page.position(made) in (1, 3)
    assert all(folded(words[0]) in lit or lit in folded(LONG) for lit in page.lit(made))


def test_a_prefix_is_not_all_that_is_tried() -> None:
    """Where something stands on the page between a quote and the words before it, the quote alone must be found."""
    quote = "The council met on Monday."
    text = f"{quote} It closed the bridge.\n\nThe winter was long.\n\n{quote} Nobody came."
    made = link(text, quote, 1)
    first, *others = directives(made)
    assert (first.prefix, first.start) == ("The winter was long.", quote)
    assert (others[0].prefix, others[0].start, others[0].end) == ("", quote, "")
    page = Page([f"{quote} It closed the bridge.", "The winter was long.", "Advertisement", f"{quote} Nobody came."])
    assert folded(quote) in page.lit(made)


def test_a_teaser_does_not_take_the_link() -> None:
    """Words that the page has above as well, though the text has not, must be told by those in front of the quote."""
    quote = "The bridge will be closed for the winter."
    made = link(f"{BEFORE}\n\n{quote}\n\n{AFTER}", quote)
    assert Page([quote, BEFORE, quote, AFTER]).position(made) == 2
    assert Page([BEFORE, "Read also", quote, AFTER]).position(made) == 2
    first, second = directives(made)[:2]
    assert first.prefix
    assert (second.prefix, second.start) == ("", quote)


@pytest.mark.parametrize(
    ("before", "quote"),
    [
        ("He read the résumé twice.", "He read the resume twice."),
        ("“It is over,” she said.", '"It is over," she said.'),
        ("It’s the mayor’s boat.", "It's the mayor's boat."),
        ("THE PIER IS SHUT.", "The pier is shut."),
        ("Müller kam zu spät.", "Muller kam zu spat."),
    ],
)
def test_what_a_browser_takes_for_the_same_is_told_apart(before: str, quote: str) -> None:
    """Words that differ only in what a browser folds must be told by those in front."""
    text = f"{before}\n\n{AFTER}\n\n{quote}"
    assert Page(text.split("\n\n")).position(link(text, quote)) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "灯台の番人は毎晩三度も螺旋階段を上がって油を足さなければならなかったが、冬になると島の子供たちがかわるがわるその仕事を手伝い、礼に菓子をもらっていた。",
        "镇上的木匠行会每年五月都要为桥上的灯会出钱，而石匠们负责修补被春水冲坏的栏杆，孩子们则把写好愿望的纸船放到河里，看谁的船先漂过磨坊。",
        "เรือข้ามฟากออกจากท่าเหนือทุกเช้าเวลาเก้านาฬิกา และรับจักรยานในราคาสองเหรียญ ผู้โดยสารต้องรอหลังเส้นสีเหลืองจนกว่าสะพานจะลง",
        "សាឡាងចេញពីកំពង់ផែខាងជើងរៀងរាល់ព្រឹកម៉ោងប្រាំបួន ហើយដឹកកង់ក្នុងតម្លៃពីរកាក់ អ្នកដំណើររង់ចាំនៅខាងក្រោយបន្ទាត់ពណ៌លឿង",
    ],
    ids=["Japanese", "Chinese", "Thai", "Khmer"],
)
def test_scripts_without_spaces_get_a_fragment(sentence: str) -> None:
    """A sentence whose letters take nine characters of an address each must be named by clauses, cut at words' ends."""
    before, after = "Harbour news of the week.", "More on page nine."
    made = link(f"{before}\n\n{sentence}\n\n{after}", sentence)
    page = Page([before, sentence, after])
    assert directives(made)
    assert page.position(made) == 1
    assert all(lit in folded(sentence) for lit in page.lit(made))
    first = next(one for one in directives(made) if one.start)
    assert first.start in sentence


@pytest.mark.parametrize("at", range(1, len(LONG.split())))
def test_words_that_the_text_lacks_do_not_lose_the_quote(at: int) -> None:
    """Where a long sentence has words on the page that were lost on the way, a part of it must still be found."""
    words = LONG.split()
    page = Page([BEFORE, " ".join([*words[:at], "(3 March 2019)", *words[at:]]), AFTER])
    made = link(f"{BEFORE}\n\n{LONG}\n\n{AFTER}", LONG)
    assert page.position(made) == 1


def test_halves_of_a_short_sentence_are_a_range() -> None:
    """A short sentence must be found whole, and by its halves where the page has something between them."""
    words = SHORT.split()
    made = link(f"{BEFORE}\n\n{SHORT}\n\n{AFTER}", SHORT)
    assert folded(SHORT) in Page([BEFORE, SHORT, AFTER]).lit(made)
    half = len(words) // 2
    page = Page([BEFORE, " ".join([*words[:half], "“at last”", *words[half:]]), AFTER])
    assert page.position(made) == 1
    assert folded(" ".join([*words[:half], "“at last”", *words[half:]])) in page.lit(made)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The “old” pier – as they call it – was shut.", "The “old” pier – as they call it – was shut."),
        ("It weighs 3\u00a0000\u00a0kilograms.", "It weighs 3\u00a0000\u00a0kilograms."),
        ("The light\u00adhouse keep\u200ber left.", "The light\u00adhouse keep\u200ber left."),
        ("The ﬁsh was fresh.", "The ﬁsh was fresh."),
        ("The cafe\u0301 is open.", "The café is open."),
        ("The well-known pier is shut.", "The well-known pier is shut."),
    ],
)
def test_what_worked_still_works(text: str, shown: str) -> None:
    """Curly marks, no-break spaces, soft hyphens, ligatures, decomposed letters and hyphens must lose no quote."""
    made = link(f"{BEFORE}\n\n{text}\n\n{AFTER}", text)
    assert "-" not in made.partition(":~:")[2].replace("-,", "")
    assert Page([BEFORE, shown, AFTER]).position(made) == 1
