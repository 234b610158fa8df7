"""What stands beside the text of a page is left out, and what only looks like it is read."""

import pytest

from index.ingest.readers.html.page import read_page

_TEXT = "The ferry leaves at nine on every day of the week, and on Sundays it leaves at ten."
_MORE = "It takes forty minutes to the island, and longer where the wind stands against the tide."


def _read(amid: str, behind: str = "") -> list[str]:
    page = f"<title>Ferries</title><h1>Ferries</h1><div><p>{_TEXT}</p>{amid}<p>{_MORE}</p>{behind}</div>"
    return [block.text for block in read_page(page).blocks]


@pytest.mark.parametrize(
    "beside",
    [
        '<div><h3>Related articles</h3><ul><li><a href="/a">Trams run again</a></li></ul></div>',
        '<h3>Das könnte Sie auch interessieren</h3><ul><li><a href="/a">Die Straßenbahn fährt wieder</a></li></ul>',
        '<p><b>Leggi anche:</b> <a href="/a">Il tram torna</a></p>',
        '<div><p>あわせて読みたい</p><a href="/a">路面電車がもどる</a></div>',
        '<ul><li><a href="/a"><img alt=""><span>Trams</span></a></li><li><a href="/b"><img alt="">Buses</a></li></ul>',
        "<div><h4>The Morning Tide</h4><p>Headlines before breakfast.</p><form><input type=email></form></div>",
        '<div class="c1"><p>Plan your trip</p><a class="btn" href="/x">See prices</a></div>',
        '<div class="newsletter-box"><p>Every Friday</p></div>',
        "<p>Sign up for our newsletter and never miss a boat.</p>",
        "<p>Подписывайтесь на наш канал в Telegram</p>",
        "<p>5 min read</p>",
        "<div data-nosnippet><p>Chosen for you</p></div>",
        '<amp-ad><div placeholder="">Your ad</div></amp-ad>',
    ],
)
def test_what_stands_amid_a_text_is_left_out(beside: str) -> None:
    """Boxes that lead elsewhere, forms, calls, counts and advertisements are no part of the text."""
    assert _read(beside) == ["Ferries", _TEXT, _MORE]


@pytest.mark.parametrize(
    ("amid", "said"),
    [
        (
            "<h2>Related laws</h2><p>The harbour act holds for ferries.</p>",
            ["Related laws", "The harbour act holds for ferries."],
        ),
        ("<ol><li>Sign in to your account.</li></ol>", ["Sign in to your account."]),
        ("<p>Register the handler before the first boat.</p>", ["Register the handler before the first boat."]),
        ("<table><tr><th>Share</th><td>Ten percent</td></tr></table>", ["Share\tTen percent"]),
        ("<pre>share</pre>", ["share"]),
        (
            '<h2>Links</h2><p>See the <a href="/t">timetable</a> of this year.</p>',
            ["Links", "See the timetable of this year."],
        ),
    ],
)
def test_what_only_looks_like_it_is_read(amid: str, said: list[str]) -> None:
    """A wording, a name or a link alone does not make a sentence, a cell or code boilerplate."""
    assert _read(amid) == ["Ferries", _TEXT, *said, _MORE]


def test_what_is_folded_is_read() -> None:
    """Panels that a heading or a tab opens are read, also where the page hides them; a menu stays closed."""
    panel = (
        '<h2><button aria-controls="p" aria-expanded="false">With a dog?</button></h2>'
        '<div id="p" hidden><p>Dogs sail free.</p></div>'
        '<div class="tab-pane" style="display: none"><p>Bicycles cost two euros.</p></div>'
        '<div class="menu" hidden><a href="/a">All lines</a></div>'
    )
    assert _read(panel) == ["Ferries", _TEXT, "With a dog?", "Dogs sail free.", "Bicycles cost two euros.", _MORE]


def test_a_page_below_an_open_dialog_is_read() -> None:
    """What a dialog hides that was open when the page was saved is read."""
    page = (
        f'<title>Ferries</title><div aria-hidden="true"><h1>Ferries</h1><p>{_TEXT}</p></div><div role="dialog">Hi</div>'
    )
    assert [block.text for block in read_page(page).blocks] == ["Ferries", _TEXT]


def test_further_articles_are_left_out() -> None:
    """Of a page that goes on with other articles only the first is read."""
    others = f'<article><h2><a href="/b">Trams</a></h2><p>{_MORE}</p></article>'
    page = f"<title>Ferries</title><body><main><article><h1>Ferries</h1><p>{_TEXT}</p></article>{others}{others}</main>"
    assert [block.text for block in read_page(page).blocks] == ["Ferries", _TEXT]


@pytest.mark.parametrize(
    ("head", "body", "date", "author"),
    [
        ("", "<p>By Ann Lee and Tom Ashby</p><p>Published on 3 March 2026</p>", "2026-03-03", "Ann Lee, Tom Ashby"),
        ("", "<p>Publié le 4 mars 2026, mis à jour le 5 mars 2026</p>", "2026-03-04", None),
        ("", "<p>2026年1月15日 10時00分</p>", "2026-01-15", None),
        ("", "<p>Copyright 3 March 2026</p>", None, None),
        ("", '<div class="comments"><time class="published" datetime="2026-03-03">3 March</time></div>', None, None),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"Person","@id":"#a","name":"Ann Lee"},'
            '{"@type":"Article","author":[{"@id":"#a"},{"name":"Tom Ashby"}],"datePublished":"2026-03-03"}]}</script>',
            "",
            "2026-03-03",
            "Ann Lee, Tom Ashby",
        ),
        (
            '<script type="application/ld+json">{"@type":"MusicEvent","startDate":"2026-03-03"}</script>',
            "<p>3 March 2026</p>",
            None,
            None,
        ),
    ],
)
def test_date_and_author_are_those_of_the_page(head: str, body: str, date: str | None, author: str | None) -> None:
    """Lines below the title and JSON-LD tell them; comments, copyright and the dates of an event do not."""
    fields = read_page(f"<title>Ferries</title>{head}<h1>Ferries</h1>{body}<p>{_TEXT}</p>").fields
    authors = fields.get("author")
    told = ", ".join(one["name"] for one in authors) if isinstance(authors, list) else authors
    assert (fields.get("date"), told) == (date, author)


def test_the_address_of_a_page_tells_its_date() -> None:
    """A day in the path of the address is that of publication where nothing else tells it."""
    page = f"<title>Ferries</title><h1>Ferries</h1><p>{_TEXT}</p>"
    told = [
        read_page(page, f"https://a.example/{path}").fields.get("date") for path in ("2026/03/14/ferries", "20269914")
    ]
    assert told == ["2026-03-14", None]


def test_the_name_of_the_site_is_the_link_home_that_its_title_has() -> None:
    """Where no field names the site, the part of the title that the link home has too does, and else nothing."""
    page = '<title>Prices | Offers | Acme</title><div><a href="/">{}</a></div><h1>Prices</h1><p>Ten euros.</p>'
    assert [read_page(page.format(name)).fields.get("site_name") for name in ("Acme", "Home")] == ["Acme", None]
