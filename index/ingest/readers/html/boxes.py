"""Labels, calls, and boxes that lead elsewhere or ask something, by their wordings."""

from index.ingest.readers.elements import Element
from index.ingest.readers.html.announcements import is_about, is_answered, is_asked, is_press_contact, is_related
from index.ingest.readers.html.calls import is_call, is_count, is_label
from index.ingest.readers.html.outline import HEADINGS, is_line, shown_in
from index.ingest.readers.html.parsing import said
from index.ingest.readers.html.sizes import Size, Sizes, remove

_LINES = HEADINGS | frozenset("p div span a strong b em i label li small address font button td center".split())  # noqa: SIM905
_LABEL = 120  # characters of a label at most
_CALL = 220
_BOX = 320  # characters of its own that a box has at most that asks something
_MOST = 1 / 3  # of what the main part says of its own that a box has at most


def take_away_worded(main: Element, is_thread: bool, sizes: Sizes) -> None:
    """Labels, calls and boxes that wordings tell."""
    running = [one for one in shown_in(main, sizes) if sizes[one].running]
    last, behind = running[-1] if running else main, False
    for element in shown_in(main, sizes):
        size = sizes.get(element, Size())
        if element is not main and 0 < size.said <= _CALL and element.tag in _LINES and is_line(element):
            _weigh(element, main, sizes, is_thread, behind)
        behind = behind or element is last


def _weigh(element: Element, main: Element, sizes: Sizes, is_thread: bool, behind: bool) -> None:
    """Takes a line away, or the box it begins, where its wording tells that."""
    text, size, is_heading = said(element), sizes[element], element.tag in HEADINGS
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
        if one not in sizes or one.tag in HEADINGS or not _leads_elsewhere(one, None, sizes):
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
    if links < 1 or rest <= 0 or next(part.iter("pre"), None) is not None:
        return False
    if next(part.iter("table"), None) is not None:
        return links > 1 and linked >= 0.4 * rest
    return linked >= 0.5 * rest or (
        linked >= 0.15 * rest and (rest - linked) <= 120 * links and size.running < 0.5 * rest
    )


def take_away_about(main: Element, sizes: Sizes) -> None:
    """Of a press release whom to ask, and what a company says of itself in each of them."""
    headings = [
        one for one in main.iter(*HEADINGS, "strong", "b") if is_about(said(one)) or is_press_contact(said(one))
    ]
    if not any(is_press_contact(said(one)) for one in headings):
        return
    for heading in headings:
        top = (
            next((one for one in heading.iterancestors("p", "div")), heading)
            if heading.tag in ("strong", "b")
            else heading
        )
        for one in [*top.itersiblings()]:
            if one.tag in HEADINGS or one.tag not in ("p", "div", "ul") or next(one.iter(*HEADINGS), None) is not None:
                break
            remove(one, sizes)
        remove(top, sizes)
