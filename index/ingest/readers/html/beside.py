"""What stands beside the text of a page within its main part, and is taken away: by roles, names and wordings."""

import re
from collections import Counter

from index.ingest.readers.elements import Element
from index.ingest.readers.html.calls import is_about, is_answered, is_asked, is_call, is_count, is_label, is_press_contact, is_related
from index.ingest.readers.html.cards import take_away_behind, take_away_cards, take_away_contents, take_away_further
from index.ingest.readers.html.dates import has_date
from index.ingest.readers.html.names import names, names_comments, names_links, words_beside
from index.ingest.readers.html.parsing import attribute, said
from index.ingest.readers.html.sizes import Size, Sizes, remove
from index.ingest.readers.html.tables import is_layout

_MOST = 1 / 3  # of what the main part says of its own that goes by one name of what stands beside it
_MOST_RUNNING = 1 / 6  # of it that stands before the title where some of that is running text
_MOSTLY = 0.6
_ROLES = frozenset(
    """
    navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar tablist tree doc-toc
    directory tooltip
    """.split()  # noqa: SIM905
)
_AROUND = frozenset(
    "div section ul ol p table form span td aside nav header footer menu article tr dl figure".split()  # noqa: SIM905
)
_OFFICE = frozenset({"header", "footer"})  # as titles of what stands on every sheet
_IDS = frozenset({"header", "menu", "nav", "navigation", "masthead", "colophon", "footer", "foot"})
_NOTE_WORDS = ("admonition", "note", "callout", "alert", "warning", "tip", "info", "caution", "danger", "topic",
               "footnote", "aside", "example", "quote")  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LOW = frozenset({"h4", "h5", "h6"})  # headings that may be no more than a label
_LINES = _HEADINGS | frozenset("p div span a strong b em i label li small address font button".split())  # noqa: SIM905
_CLOSED = frozenset({"pre", "code", "dl"})
_LABEL = 120  # characters of a label at most
_CALL = 220
_BOX = 320  # characters of its own that a box with a wording or a form has at most
_PARAGRAPHS = 3  # of a box with a form
_LINKS = 2  # of a box that calls for something
_BYLINES = frozenset({"p", "div", "span", "li", "time", "small", "address"})
_PARTING = re.compile(r"\s+[|·•–—-]\s+|[|·•]")
_BUTTON = re.compile(r"(?:^|[\s-])(?:btn|button|cta)(?:$|[\s-])")
_SCOPES = ("/Review", "/Comment", "/UserComments", "/AggregateRating", "/Offer", "/BreadcrumbList", "/WPFooter",
           "/WPHeader", "/WPSideBar", "/SiteNavigationElement", "/WPAdBlock")  # fmt: skip


def take_away_beside(main: Element, title: Element | None, sizes: Sizes, is_thread: bool) -> None:
    """Takes away from the main part of a page what stands beside its text.

    By the heading that is the page's title, and by whether it is a thread, of which what people answer is the text.
    """
    _take_away_marked(main, is_thread, sizes)
    if title is not None and title in sizes:
        _take_away_before(main, title, sizes)
    take_away_further(main, title, sizes)
    take_away_contents(main, sizes)
    if title is not None and title in sizes:
        _take_away_bylines(main, title, sizes)
    _take_away_buttons(main, sizes)
    _take_away_worded(main, is_thread, sizes)
    _take_away_about(main, sizes)
    _take_away_forms(main, sizes)
    take_away_cards(main, sizes)
    take_away_behind(main, sizes)


def find_comments(root: Element) -> set[Element]:
    """All that stands within what readers wrote below a text, or rate it by."""
    found = set[Element]()
    for one in root.iter():
        if one.getparent() in found or (one.tag not in ("html", "body") and (names_comments(names(one)) or _is_scoped(one))):
            found.add(one)
    return found


def _take_away_marked(main: Element, is_thread: bool, sizes: Sizes) -> None:
    """What roles, names and marks tell."""
    has_begun = next(main.iter("h1"), None) is None
    words, gone = dict[Element, set[str]](), set[Element]()
    for element in _shown(main, sizes):
        has_begun = has_begun or element.tag == "h1"
        if element is main or any(above in gone for above in element.iterancestors()):
            continue
        if _is_beside(element, main, sizes, is_thread) or (not has_begun and _is_links(element, sizes[element])):
            gone.add(element)
        elif (found := _words(element, sizes[element])) and _holds_no_title(element):
            words[element] = found
    most = Counter[str]()
    for element, found in words.items():
        for word in found - set().union(*(words.get(above, set()) for above in element.iterancestors())):
            most[word] += sizes[element].own
    few = {word for word, own in most.items() if own <= _MOST * sizes[main].own}
    for element in (*gone, *(one for one, found in words.items() if found & few)):
        remove(element, sizes)


def _words(element: Element, size: Size) -> set[str]:
    """The words in the names of an element by which it may stand beside."""
    if element.tag not in _AROUND | _LOW and "-" not in str(element.tag):
        return set()
    name = names(element)
    is_list = names_links(name) and size.links > 1 and size.linked >= _MOSTLY * size.said
    is_teaser = "teaser" in name and size.links > 0 and size.said <= _BOX
    return words_beside(name) | ({"links"} if is_list else set()) | ({"teaser"} if is_teaser else set())


def _holds_no_title(element: Element) -> bool:
    return next(element.iter("h1", "pre"), None) is None


def _is_beside(element: Element, main: Element, sizes: Sizes, is_thread: bool) -> bool:
    tag, name = str(element.tag), names(element)
    if tag == "nav":
        return True
    if tag not in _AROUND or next(element.iter("h1"), None) is not None:
        return False
    if not is_thread and (names_comments(name) or _is_scoped(element)):
        return True
    role = attribute(element, "role")
    if role == "tablist" and next(element.iter("p", "table", "dl"), None) is not None:
        return False
    if role in _ROLES or attribute(element, "title") in _OFFICE:
        return True
    if element.get("data-nosnippet") is not None and sizes[element].own < _MOST * sizes[main].own:
        return True
    if tag == "aside":
        is_note = "doc-" in attribute(element, "role") or element.get("epub:type") is not None
        return not is_note and not any(word in name for word in _NOTE_WORDS)
    if tag == "header" and next(element.iter("h2", "h3", "h4"), None) is not None and not sizes[element].links:
        return False  # of a section
    if tag in ("header", "footer"):
        return next(element.iterancestors("blockquote"), None) is None
    return attribute(element, "id").lower() in _IDS


def _is_scoped(element: Element) -> bool:
    """Whether the vocabulary of schema.org tells that it stands beside."""
    return attribute(element, "itemtype").endswith(_SCOPES)


def _is_links(element: Element, size: Size) -> bool:
    """Whether a list says nothing but links."""
    return element.tag in ("ul", "div") and size.links > 1 and size.linked == size.said


def _take_away_before(main: Element, title: Element, sizes: Sizes) -> None:
    """What stands before the heading that is the title, unless it says much."""
    if title is main:
        return
    before, above = list[Element](), {title, *title.iterancestors()}
    for one in _shown(main, sizes):
        if one is title:
            break
        if one not in above and one.getparent() in above:
            before.append(one)
    most = _MOST_RUNNING if any(sizes[one].running for one in before) else _MOST
    if sum(sizes[one].own for one in before) <= most * sizes[main].own:
        for one in before:
            remove(one, sizes)


def _take_away_bylines(main: Element, title: Element, sizes: Sizes) -> None:
    """Lines between the title and the text that tell who wrote it, when, and in which section."""
    has_begun = False
    for element in _shown(main, sizes):
        size = sizes.get(element, Size())
        if element is title:
            has_begun = True
        elif has_begun and size.running and element.tag in ("p", "div") and not _holds_blocks(element):
            return
        elif has_begun and size.said <= _LABEL and element.tag in _BYLINES and not _holds_blocks(element):
            if any(map(is_count, _PARTING.split(said(element)))) or (size.links and _tells_date(element)):
                remove(element, sizes)


def _tells_date(element: Element) -> bool:
    return next(element.iter("time"), None) is not None or has_date(said(element))


def _take_away_worded(main: Element, is_thread: bool, sizes: Sizes) -> None:
    """Labels, calls and boxes that wordings tell."""
    running = [one for one in _shown(main, sizes) if sizes[one].running]
    last, behind = running[-1] if running else main, False
    for element in _shown(main, sizes):
        size = sizes.get(element, Size())
        if element is not main and 0 < size.said <= _CALL and element.tag in _LINES and _is_open(element):
            _weigh(element, main, sizes, is_thread, behind)
        behind = behind or element is last


def _shown(main: Element, sizes: Sizes) -> list[Element]:
    return [one for one in main.iter() if one in sizes]


def _is_open(element: Element) -> bool:
    """Whether an element is a line of the main part that may be no sentence of it."""
    if _holds_blocks(element):
        return False
    above = element.iterancestors()
    return not any(one.tag in _CLOSED or (one.tag == "table" and not is_layout(one)) for one in above)


def _weigh(element: Element, main: Element, sizes: Sizes, is_thread: bool, behind: bool) -> None:
    """Takes a line away, or the box it begins, where its wording tells that."""
    text, size, is_heading = said(element), sizes[element], element.tag in _HEADINGS
    if is_related(text):
        if not _take_away_box(element, main, sizes) and behind and _is_last(element, sizes):
            remove(element, sizes)
    elif is_asked(text) or (is_answered(text) and not is_thread and (is_heading or behind)):
        box = _box(element, main, sizes)
        is_small = sizes[box].own <= (_BOX if is_asked(text) else _MOST * sizes[main].own)
        remove(box if is_small else element, sizes)
    elif is_count(text):
        remove(element, sizes)
    elif is_heading and (is_call(text) or is_label(text)):
        box = _box(element, main, sizes)
        if is_call(text) and sizes[box].own <= _BOX:
            remove(box, sizes)
        else:
            _take_away_box(element, main, sizes)
    elif is_call(text) or (size.said <= _LABEL and is_label(text)):
        if element.tag != "li" or size.linked == size.said:
            remove(element, sizes)
    elif _opens_with_pointer(element, text):
        remove(element, sizes)


def _is_last(element: Element, sizes: Sizes) -> bool:
    """Whether nothing but links follows in what an element stands in."""
    return not any(sizes[one].own for one in element.itersiblings() if one in sizes)


def _opens_with_pointer(element: Element, text: str) -> bool:
    """Whether a line announces an article elsewhere, and links to it."""
    link = element.find(".//a")
    if link is None or element.tag not in ("p", "div", "span", "li", "strong"):
        return False
    before = text[: text.find(said(link))].strip()
    return before.endswith((":", "：", "»", "›", "→", ">", "|")) and is_related(before)


def _holds_blocks(element: Element) -> bool:
    return any(one.tag in _AROUND and one.tag != "span" for one in element.iterdescendants())


def _box(element: Element, main: Element, sizes: Sizes) -> Element:
    """The largest part that begins with what an element says, and is not most of the page."""
    box = element
    while (above := box.getparent()) is not None and above is not main and above in sizes:
        if not _begins_with(above, box) or sizes[above].own > _MOST * sizes[main].own or above.tag in ("td", "li"):
            break
        box = above
    return box


def _begins_with(above: Element, first: Element) -> bool:
    """Whether nothing is said in an element before a child of it."""
    if (above.text or "").strip():
        return False
    for one in above:
        if one is first:
            return True
        if said(one) or (one.tail or "").strip():
            return False
    return False


def _take_away_box(heading: Element, main: Element, sizes: Sizes) -> bool:
    """Takes away a heading and what it announces: the box that begins with it, or what follows; whether it did."""
    box = _box(heading, main, sizes)
    if box is not heading and _leads_elsewhere(box, heading, sizes):
        remove(box, sizes)
        return True
    following = list[Element]()
    for one in box.itersiblings():
        if one not in sizes or one.tag in _HEADINGS or not _leads_elsewhere(one, None, sizes):
            break
        following.append(one)
    if following or sizes[heading].linked == sizes[heading].said:
        for one in (box, *following):
            remove(one, sizes)
        return True
    return False


def _leads_elsewhere(part: Element, heading: Element | None, sizes: Sizes) -> bool:
    """Whether what a part says below its heading are links, or cards with one each."""
    size, top = sizes[part], sizes[heading] if heading is not None else Size()
    rest, linked, links = size.said - top.said, size.linked - top.linked, size.links - top.links
    if links < 1 or rest <= 0 or next(part.iter("pre", "table"), None) is not None:
        return False
    return linked >= 0.5 * rest or (linked >= 0.15 * rest and (rest - linked) <= 120 * links and size.running < 0.5 * rest)


def _take_away_buttons(main: Element, sizes: Sizes) -> None:
    """Boxes that say little beside a link that looks like a button."""
    for link in list(main.iter("a")):
        if _BUTTON.search(names(link)) is None or link not in sizes or not _is_open(link):
            continue
        box, above = link, link.getparent()
        while above is not None and above is not main and above in sizes and _is_small(above, sizes[above]):
            box, above = above, above.getparent()
        if box is not link and sizes[box].own:
            remove(box, sizes)


def _is_small(part: Element, size: Size) -> bool:
    held = next(part.iter("h1", "pre", "table", "ol", "ul", "dl"), None)
    return held is None and part.tag in _AROUND and size.own <= _CALL and size.links <= _LINKS and not size.running


def _take_away_about(main: Element, sizes: Sizes) -> None:
    """Of a press release whom to ask, and what a company says of itself in each of them."""
    headings = [one for one in main.iter(*_HEADINGS, "strong", "b") if is_about(said(one)) or is_press_contact(said(one))]
    if not any(is_press_contact(said(one)) for one in headings):
        return
    for heading in headings:
        top = next((one for one in heading.iterancestors("p", "div")), heading) if heading.tag in ("strong", "b") else heading
        for one in [*top.itersiblings()]:
            if one.tag in _HEADINGS or one.tag not in ("p", "div", "ul") or next(one.iter(*_HEADINGS), None) is not None:
                break
            remove(one, sizes)
        remove(top, sizes)


def _take_away_forms(main: Element, sizes: Sizes) -> None:
    """Where something is to be filled in: the form, and the box in which it is called for."""
    for control in list(main.iter("input", "textarea")):
        if control.tag == "input" and attribute(control, "type").lower() in ("hidden", "checkbox", "radio", "button", "submit"):
            continue
        if control.getparent() not in sizes:
            continue
        box, above = control, control.getparent()
        while above is not None and above is not main and above in sizes and _may_be_form(above, sizes[above]):
            box, above = above, above.getparent()
            if box.tag == "form" and control.tag == "textarea":
                break
        if box is not control:
            remove(box, sizes)


def _may_be_form(part: Element, size: Size) -> bool:
    if part.tag == "form" and size.own <= 2 * _BOX and next(part.iter("h1", "pre"), None) is None:
        return True
    if len(list(part.iter("p", "li"))) > _PARAGRAPHS or next(part.iter("h1", "pre", "table", "ol"), None) is not None:
        return False
    return size.own <= _BOX and part.tag in _AROUND | {"label", "form"}
