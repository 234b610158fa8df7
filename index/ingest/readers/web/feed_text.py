"""What texts of feeds are: plain or markup, once or twice escaped, all of an article or a teaser."""

import re
from html import escape, unescape

from index.ingest.readers.html.parsing import parse_html, said
from index.text.scripts import UNSPACED_WORD

_INLINE = "a abbr b big br cite code del em font i img ins kbd mark q s small span strike strong sub sup tt u var wbr"
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(_INLINE.split())})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,31});", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z\d-]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"&lt;(/?)(?:p|br|div|a|ul|ol|li|h[1-6]|img|em|strong|b|i|blockquote|pre|table)\b", re.I)
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_WORD = re.compile(rf"{UNSPACED_WORD}|[^\W_]+(?:['’-][^\W_]+)*")
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "li", "pre", "tr", "blockquote")
# What WordPress puts below what it gives to others.
_SYNDICATED = re.compile(
    r" ?(?:the post .{1,300}? appeared first on|la entrada .{1,300}? (?:se publicó|aparece) primero en"
    r"|der beitrag .{1,300}? erschien zuerst auf|l[’']article .{1,300}? est apparu en premier sur) .{1,200}$",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.{2,3}|more)\]|\((?:…|more|más)\))\W*$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\W*(?:(?:continue|keep) reading|read (?:more|on|the (?:full|whole|rest|entire)|full|in browser)"
    r"|(?:click|tap) here to (?:read|continue)|view (?:original|the full|full)|see (?:full|more)|full (?:story|article)"
    r"|(?:leer|ver|saber) más|(?:seguir|sigue|continuar) leyendo|weiterlesen|mehr (?:lesen|erfahren)"
    r"|lire (?:la suite|plus)|en savoir plus|continua a leggere|leggi (?:tutto|di più)|ler mais|continue lendo"
    r"|lees (?:meer|verder)|läs mer|czytaj (?:więcej|dalej)|читать (?:далее|полностью|дальше)|続きを読む|阅读全文"
    r"|继续阅读|閱讀全文)",
    re.IGNORECASE,
)
_GOES_ON_AT_LAST = re.compile(rf"{_GOES_ON.pattern}\W*$", re.IGNORECASE)
_MARKS = " .…»›→]>)"
_ENDING = 100  # characters in which a text tells that it goes on elsewhere
_OWN_WORDS = 5  # of a text, outside of links; fewer say nothing
_MANY_WORDS = 150  # that no summary has
_SOME_WORDS = 40  # that a text of several blocks has, if it is one


def text_markup(text: str) -> str:
    """Plain text as markup, with its paragraphs and lines."""
    return _broken(escape(text, quote=False)) if text.strip() else ""


def html_markup(text: str) -> str:
    """A text of which it is not told whether it is markup, as markup; also where it was escaped once too often."""
    text = text.strip()
    if _TAG.search(text):
        return text
    if len(tags := _ESCAPED_TAG.findall(text)) > 1 and "/" in tags:
        return unescape(text)
    return _broken(text)


def plain_text(text: str) -> str:
    """A text of which it is not told whether it is markup, as what it says in one line, however often escaped."""
    for _ in range(2):
        if _ENTITY.search(text):
            text = unescape(text)
    return " ".join(_INLINE_TAG.sub("", text).split())


def is_whole(markup: str, is_said_to_be: bool, has_title: bool) -> bool:
    """Whether what a feed gives of an entry is all of it, and not a teaser; by how it ends, and how much it is.

    What is only called a description is all where it is long, has several blocks, or has no title: then there is
    nothing else to have.
    """
    root = parse_html(markup)
    words = _SYNDICATED.sub("", said(root))
    count, links = len(_WORD.findall(words)), [said(one) for one in root.iter("a")]
    last = next((link for link in reversed(links) if link), "")
    if _GOES_ON.match(last) and words.rstrip(_MARKS).endswith(last.rstrip(_MARKS)):
        return False
    if _CUT.search(words[-_ENDING:]) or _GOES_ON_AT_LAST.search(words[-_ENDING:]):
        return False
    if count - sum(len(_WORD.findall(link)) for link in links) < _OWN_WORDS:
        return False
    if is_said_to_be or not has_title:
        return True
    blocks = sum(1 for one in root.iter(*_BLOCKS) if said(one))
    return count >= _MANY_WORDS or (blocks > 1 and count >= _SOME_WORDS)


def _broken(text: str) -> str:
    paragraphs = _PARAGRAPHS.split(text.strip().replace("\r\n", "\n"))
    return "".join(f"<p>{paragraph.replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)
