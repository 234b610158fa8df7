"""Links of wikitext: what of them is shown, and what they lead to."""

import re

_FILE = re.compile(
    r"\s*(?:file|image|media|datei|bild|fichier|archivo|ficheiro|imagem|immagine|bestand|plik|fil|файл|ファイル|文件)\s*:",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"\s*(?:category|kategorie|catégorie|categoría|categoria|kategoria|kategori|categorie|категория|カテゴリ|分类)\s*:",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"\s*(?:[a-z]{2,3}(?:-[a-z-]+)?|simple)\s*:\s*\S")  # of the same article in another language
_THUMBNAIL = re.compile(r"\s*(?:thumb(?:nail)?|frame|mini|miniatur|gerahmt|vignette|miniaturadeimagen)\s*(?:=|$)")
_OPTION = re.compile(
    r"""\s*(?: thumb(?:nail)?(?:\s*=.*)? | framed? | frameless | border | right | left | center | none | links | rechts
    | zentriert | upright.* | \d*(?:x\d+)?\s*px | (?: alt|link|page|class|lang )\s*=.* | baseline | sub | super | top
    | middle | bottom | text-top | text-bottom | mini(?:atur)? | vignette )\s*$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def is_file(title: str) -> bool:
    """Whether a link shows a picture or the like."""
    return _FILE.match(title) is not None


def is_hidden(title: str, text: str | None) -> bool:
    """Whether a link tells of the page, and is not shown where it stands."""
    return _CATEGORY.match(title) is not None or (text is None and _LANGUAGE.match(title) is not None)


def title_shown(title: str) -> tuple[int, int]:
    """Which part of the title of a page a link shows that has no text of its own."""
    start = len(title) - len(title.lstrip().removeprefix(":").removeprefix("#"))
    return start, len(title.rstrip())


def caption(parts: str) -> int | None:
    """Where in the parts behind the name of a picture its caption begins; None where none is shown."""
    options, depth, starts = list[str](), 0, [0]
    for match in re.finditer(r"\[\[|\]\]|\{\{|\}\}|\|", parts):
        depth += (match[0] in ("[[", "{{")) - (match[0] in ("]]", "}}"))
        if match[0] == "|" and not depth:
            options.append(parts[starts[-1] : match.start()])
            starts.append(match.end())
    is_caption = not _OPTION.match(parts[starts[-1] :])
    return starts[-1] if is_caption and any(map(_THUMBNAIL.match, options)) else None
