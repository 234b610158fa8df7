"""Tells boilerplate, the lines of a scraped page that are not its article, from the article's own lines.

A line is scored by what it says (a table of signals) and by where it stands; a line that is repeated is marked too.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_THRESHOLD = 4
_CERTAIN = 10  # outweighs the words of a narrator, which a headline in "Read more: ..." may hold
_PROSE_WORDS = 8
_UTTERANCE_WORDS = 3
SPREAD = (3, 5)  # articles: from the first on a label that many share is boilerplate, from the second on any line
_LONGEST = 500  # in characters: no call or label is longer, and no pattern need search more

# Wordings: each line is one alternative or more, `(?-i:...)` asks for the capital of a name or a title,
# NETWORK stands for a social network and PAGE for what a site calls its pages.
_NETWORK = (
    r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|telegram|reddit|pinterest|youtube|tiktok|bluesky|mastodon"
    r"|threads|flipboard|google news|e?mail)"
)
_PAGE = r"(?:articles?|stor(?:y|ies)|posts?|pages?|news|content|videos?|columns?|pieces?|essays?|noticia)"
_ADVERTISEMENT = r"""
    (?:skip |remove )?(?:advertise?ments?|publicidad)(?:\W+(?:scroll|continue|story|article|skip|close|sigue)\b.*)?
    sponsored(?: (?:content|links|post))?|paid (?:content|post)|promoted content|remove ads
    (?:this )?PAGE continues (?:below|after)(?: \w+){0,3}|continue reading (?:below|the main story)
    scroll (?:down )?(?:to|for) (?:continue|more|read)(?: \w+){0,2}|continúa (?:leyendo|después de la publicidad)
"""
_NAVIGATION = r"""
    (?:like )?(?:loading|cargando)(?:\.|…)+|please wait(?:\.|…)+|toggle (?:navigation|menu)
    (?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|search)|back to (?:the )?(?:top|home(?:page)?)
    (?:previous|next) (?:article|post|story)|print this (?:page|article)|(?:no|\d+) comments?|deja un comentario
    comments (?:are|have been) (?:closed|disabled|turned off)(?: .{0,30})?|we use cookies
    (?:leave|post|add|write) a (?:comment|reply)|(?:view|show|hide|read)(?: all)? (?:\d+ )?comments
    manage (?:cookie |privacy )?(?:preferences|settings)|(?:accept|reject)(?: all)? cookies
    \d+[ -]min(?:ute)?s?[ -]read|reading time\W+\d+ min\w*|read the original (?:article|story|post)(?: here)?
"""
_FILE_NAME = r"""
    (?:site )?favicon|\S+\.(?:png|jpe?g|gif|webp|svg)
    [\w-]*[-_](?:logo|favicon|avatar|thumbnail|placeholder|banner|icon)(?:[-_][\w-]*)?
    (?:logo|favicon|avatar|thumbnail|placeholder|banner|icon)[-_][\w-]+
"""
_BUTTON = r"""
    (?:read|learn|show|load|view) more(?: PAGE)?|(?:continue|keep) reading|leer más|seguir leyendo|copy link|pin it
    (?:subscribe|sign up|donate|download|register|apply|shop|join|listen|suscríbete) (?:now|today|here|ahora|hoy)
    play video|listen to this PAGE(?:\W+\d+ min)?
"""
_BARE_BUTTON = r"""
    share|tweet|print|donate|ads?|like this|tags|(?:log|sign) ?in|post navigation|search for|menu|close|compartir
"""
_POINTER = r"""
    (?:(?:also|must|further) read(?:ing)?|read (?:also|more|next|this|on)|see also|don't miss)\s*[:|»→—–]
    (?:more on this|related PAGE|(?:lea|leer|lee|ver|mira|vea) (?:también|además|más)|[tl]e puede interesar)\s*[:|»→—–]
"""
_POINTER_TO_TITLE = r"""
    (?:related|recommended|watch|listen|trending|relacionad[ao]s?)\s*[:|»→]\s*(?-i:[A-Z0-9“"'‘¿¡ÁÉÍÓÚ])\S*(?: \S+){3}
"""
_POINTER_LIST = r"""
    (?:related|recommended|similar|popular|latest|trending|top) (?:PAGE|topics|reading|coverage|links)|recommended
    recommended for you|(?:you )?(?:may|might) also (?:like|enjoy)|most (?:popular|read|viewed)(?: PAGE)?|up next
    trending now|more PAGE(?: like this)?|more from (?-i:[A-Z]).*|(?:what to )?read next|from around the web
    (?:artículos|noticias|notas) relacionad[ao]s|lo más leído|te puede interesar
"""
_TAGS = r"""
    (?:tags?|tagged(?: with| as)?|etiquetas|posted in|filed (?:under|in))\s*:|\w+(?:[\s,]+#\w+)+$
    (?:filed under|posted in|tagged (?:with|as)?) (?-i:[A-Z])
"""
_SHARING = r"""
    (?:click to )?(?:share|tweet|pin|post|send|e?mail)(?: (?:this|it))?(?: PAGE)? (?:on|to|via|with|by) NETWORK\b
    (?:share|comparte|compartir) (?:this|the|esta)(?: PAGE)?\W*$|(?:NETWORK[\s|·•/]+){2,}NETWORK?\W*$
    (?:compart[ei]r?|síguenos) en NETWORK|(?:follow|like|find|connect with|join) us (?:on|at|via)\b|únete a nuestro
    follow (?!the )(?:\S+ ){1,5}on NETWORK\b
"""
_COMMENTING = r"""
    (?:please )?(?:log|sign) ?in (?:or \w+ )?to |you must be logged in|be the first to comment|notify me of
    .*\b(?:let us know|tell us|leave|drop|share)\b.{0,40}\bcomments?(?: section)?(?: below)?\W*$|save my name, email
    join the conversation\W*$|your e-?mail address will not be published
"""
_CALL = r"""
    (?:please )?(?:sign up|(?:un)?subscribe|click here|tap here|suscríb[ea](?:te|se)|regístrate)\b
"""
_WEAK_CALL = r"""
    (?:please )?(?:follow|share|download|click|tap|scroll|join|register|enter|read|get(?! off| out)|donate|support) \w
    (?:please )?(?:stay|check out|visit|try|become|allow|enable|contact|see|send|receive|listen|watch|learn|find out) \w
    (?:never miss|don't miss|help|turn on|descarga|recibe|consulta|visita|apoya|lee|acepta) \w
"""
_LINK_HERE = r"""
    (?:click|tap|press) here(?: (?:to|for)\b.*)?\W*$|ha(?:z|ga) clic aquí|scan the qr code|to continue reading,
"""
_OWN_THING = r"""
    our (?:(?!and |or |in |on |of )[\w'-]+ ){0,3}(?:newsletters?|mailing list|e?mails?|apps?|podcast|channel|videos?)
    our (?:(?!and |or |in |on |of )[\w'-]+ ){0,3}(?:(?:web)?site|journalism|(?:privacy|cookie)s? policy|terms|alerts)
    nuestr[oa]s? (?:boletín|boletines|app|aplicación|canal|política|sitio)
    (?:your|tu|su) (?:inbox|mailbox|correo)|independent journalism
"""
_READERS_THING = r"your (?:e-?mail(?: address)?|(?:browsing )?experience|subscription|donation)"
_UPDATES = r"""
    notifications|new posts|(?:breaking|latest) (?:news|stories|updates)|weekly e?mail|exclusive offers|up to date
"""
_FINE_PRINT = r"""
    privacy (?:policy|notice)|cookie policy|terms (?:of (?:service|use)|(?:and|&) conditions)|política de privacidad
"""
_COOKIES = r"we(?: and our \w+)? use(?: \w+){0,2} cookies"
_COOKIE_NOTICE = r"""
    (?:this|our) (?:web)?site (?:uses|stores)(?: \w+){0,2} cookies|(?:utilizamos|usamos) cookies
    est[ea] (?:sitio|página)(?: web)? (?:usa|utiliza)(?: \w+)? cookies
"""
_NOTICE = r"""
    by (?:signing up|subscribing|registering|continuing|clicking)\b.{0,60}\byou (?:agree|consent|accept)|al suscribirte
    we (?:don't|do not|never|won't|will never|hate)(?: send)?(?: you)? spam|no spam[,.!]? (?:ever|unsubscribe|we)
    (?:unsubscribe|opt[- ]out) (?:at )?any ?time(?=\W*$)|no (?:hacemos|enviamos) spam|akismet to reduce spam|donate now
    we (?:may|might|can) (?:earn|receive|get) (?:an? )?(?:\w+ )?commissions?|as an amazon associate
    this (?:PAGE|site) (?:may )?contains? affiliate links|please (?:enable|turn on) (?:javascript|cookies)
    your browser does not support|comments powered by|javascript is (?:disabled|required)
    protected by recaptcha|this video (?:is (?:unavailable|not available)|can(?:not|'t) be played)
"""
_ACCOUNT = r"""
    (?:already|not yet|not) a (?:\w+ )?(?:subscriber|member)\?|already (?:subscribed|registered)\?|become a member\W*$
    (?:thanks|thank you) for (?:subscribing|signing up|reading)\W*$|you(?:'ve| have)(?: been)? successfully \w+
    this PAGE is (?:for|only|exclusive|reserved)(?: \w+){0,4} (?:subscribers|members)
    create an? (?:free )?account (?:to|now)|(?:have|got) a (?:news )?(?:tip|story|question)\?.*\b(?:us|e?mail)\b
"""
_APP_STORE = r"""
    (?:get it|(?:now )?available|download(?: it)?|disponible) (?:on|from|en)(?: the)? (?:google play|app ?store)
    download (?:our|the) (?:\S+ ){0,3}app(?: for (?:ios|android|free)\b.*)?\W*$
"""
_COPYRIGHT = r"""
    ©|\(?c\) ?\d{4}|copyright (?:©|\(c\)|\d{4}(?:-\d{4})?,? (?:by )?(?:the )?(?-i:[A-Z]).*(?:reserved|inc|llc|ltd)\b)
    all rights reserved\.|.*\b(?:all rights reserved|todos los derechos reservados)\W*$
"""
_FEED = r"""
    the post (?-i:[A-Z0-9“"'‘]).+ appeared first on (?-i:[A-Z])
"""
_PROVENANCE = r"""
    (?:a version of )?this (?:post|article|press release|content|entry) .{0,12}published
    (?:a version of )?this PAGE .{0,15}(?:originally|first|previously) (?:published|posted|appeared)
    est[ea] (?:artículo|nota) .{0,5}publicad[oa] originalmente|republished (?:with|by|from|under)\b[^,]*$
    (?:originally|first) (?:published|posted|appeared) (?:on|at|in|by)\b[^,]*$
"""
_CREDIT = r"""
    (?:[a-z]+ )?(?:photo|image|picture|photograph|illustration|foto|imagen)s?(?:\s*:| by| courtesy of) (?-i:[A-Z@])
    (?:[a-z]+ )?(?:photo|image|picture)s? (?:credit|source)s?\b|credits?: (?-i:[A-Z]).*/|getty images\W*$
    .*(?:(?: /|/| via )\s*(?:getty|reuters|ap|afp|efe|epa)(?: images)?\)?|\(ap photo.*|on unsplash)$
"""


@dataclass(frozen=True, slots=True)
class _Signal:
    """What a wording adds to the score of a line of at most `words` words.

    `label` counts only in lines that do not end as a sentence, `margin` only before or after the article's prose.
    """

    weight: int
    pattern: re.Pattern[str]
    words: int = 40
    label: bool = False
    margin: bool = False


def _compiled(before: str, wordings: str, after: str) -> re.Pattern[str]:
    alternatives = "|".join(line.strip() for line in wordings.strip().splitlines() if line.strip())
    pattern = alternatives.replace("NETWORK", _NETWORK).replace("PAGE", _PAGE)
    return re.compile(f"{before}(?:{pattern}){after}", re.IGNORECASE)


def _starts(wordings: str) -> re.Pattern[str]:
    return _compiled(r"^\W*", wordings, "")


def _holds(wordings: str) -> re.Pattern[str]:
    return _compiled(r"\b", wordings, r"\b")


def _whole(wordings: str) -> re.Pattern[str]:
    return _compiled(r"^\W*", wordings, r"\W*$")


_SIGNALS = (
    _Signal(_CERTAIN, _whole(_ADVERTISEMENT + _NAVIGATION), words=14),
    _Signal(_CERTAIN, _whole(_FILE_NAME), words=2),
    _Signal(_CERTAIN, _whole(_BUTTON + _POINTER_LIST), words=6, label=True),
    _Signal(_CERTAIN, _starts(_POINTER + _COPYRIGHT + _FEED)),
    _Signal(_CERTAIN, _starts(_PROVENANCE), margin=True),
    _Signal(_THRESHOLD, _starts(_POINTER_TO_TITLE + _TAGS + _CREDIT), words=20, label=True),
    _Signal(_THRESHOLD, _starts("(?:categories|topics|categorías|temas)\\s*:"), words=15, label=True, margin=True),
    _Signal(_THRESHOLD, _starts(_SHARING + _COMMENTING + _LINK_HERE), words=25),
    _Signal(_THRESHOLD, _starts(_APP_STORE), words=15),
    _Signal(_THRESHOLD, _starts(_COOKIE_NOTICE + _ACCOUNT)),
    _Signal(_THRESHOLD, _holds(_NOTICE)),
    _Signal(3, _whole(_BARE_BUTTON), words=3),
    _Signal(3, _starts(_CALL)),
    _Signal(3, _holds(_OWN_THING)),
    _Signal(3, _holds(_FINE_PRINT)),
    _Signal(3, _holds(_COOKIES)),
    _Signal(2, _holds(_READERS_THING)),
    _Signal(2, _holds(_UPDATES)),
    _Signal(1, _starts(_WEAK_CALL)),
    # What someone is reported to have said or done is prose, whatever it speaks of.
    _Signal(-5, _holds("he|she|said|says|told|asked|urged|wrote|added|replied|was|were|had|dijo|fue|era|había")),
    _Signal(-5, re.compile(r"^[\"“‘«'—]")),
)

_LINK = re.compile(
    r"\[!\[[^\[\]]*\]\([^()]*\)[^\[\]]*\]\([^()]*\)|!?\[[^\[\]]*\]\([^()]*\)|\[link\][^\[\]]*\[/link\]"
    r"|^(?:source|via|link|fuente)\s*:\s*(?=https?://)|<?\b(?:https?://|www\.|pic\.twitter\.com/)\S+|</?\w[^<>]*>",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|\[/?link\]|</?\w[^<>]*>|\*\*|__|^(?:[\s>*•·-]|#+\s)+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]*_]*(?:\[\d+\])*$")


def fingerprint(line: str) -> int:
    """Returns a 64-bit signed number that is equal for lines that differ only in case, spacing and digits."""
    letters = re.sub(r"[\s\d]+", "", line.casefold())
    digest = hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def find_boilerplate(lines: Sequence[str], article_counts: Sequence[int]) -> list[bool]:
    """Marks which of an article's non-blank lines are boilerplate.

    `article_counts` says of each line in how many articles of the library, this one included, it stands.
    """
    texts = [_text(line) for line in lines]
    scores = [_score(text, margin=True) for text in texts]
    prose = [index for index, text in enumerate(texts) if scores[index] <= 0 and _is_prose(text)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines))
    for index, text in enumerate(texts):
        if first <= index <= last:
            scores[index] = _score(text, margin=False)
        elif index > last and scores[index] > 0:
            scores[index] += _is_label(text)
    worded = [score >= _THRESHOLD or _is_link(line) for line, score in zip(lines, scores, strict=True)]
    spread, repeated = _across(lines, article_counts, scores), _within(lines, scores)
    return [any(marks) for marks in zip(worded, spread, repeated, strict=True)]


def _text(line: str) -> str:
    """What a reader sees of a line, with plain apostrophes and single spaces."""
    return " ".join(_MARKUP.sub(r"\1", line).replace("’", "'").split())


def _is_link(line: str) -> bool:
    rest, links = _LINK.subn("", line)
    return links > 0 and not line.startswith("#") and not any(map(str.isalnum, rest))


def _words(text: str) -> int:
    return len(text.split())


def _ends(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None


def _is_prose(text: str) -> bool:
    return _words(text) >= _PROSE_WORDS and _ends(text)


def _is_label(text: str) -> bool:
    return _words(text) <= _PROSE_WORDS and not _ends(text)


def _score(text: str, margin: bool) -> int:
    if len(text) > _LONGEST:
        return 0
    words, sentence = _words(text), _ends(text)
    return sum(
        signal.weight
        for signal in _SIGNALS
        if words <= signal.words
        and not (signal.label and sentence)
        and (margin or not signal.margin)
        and signal.pattern.search(text)
    )


def _across(lines: Sequence[str], article_counts: Sequence[int], scores: Sequence[int]) -> list[bool]:
    """Marks lines that many articles share, unless the article as a whole is a reprint."""
    shared = sum(len(line) for line, count in zip(lines, article_counts, strict=True) if count >= SPREAD[0])
    if shared * 2 > sum(map(len, lines)):
        return [False] * len(lines)
    return [
        (count >= SPREAD[1] or (count >= SPREAD[0] and not _is_prose(line)))
        and not _is_utterance(line, score, _UTTERANCE_WORDS)
        for line, count, score in zip(lines, article_counts, scores, strict=True)
    ]


def _within(lines: Sequence[str], scores: Sequence[int]) -> list[bool]:
    """Marks lines that the article repeats, unless repetition is its form, as in a blank form or a table."""
    times, seen, marks = Counter(lines), set[str](), list[bool]()
    for line, score in zip(lines, scores, strict=True):
        # A pull quote repeats a sentence, and its first occurrence must stay quotable.
        pulled = times[line] == 2 and _is_prose(line) and line not in seen
        marks.append(times[line] > 1 and not pulled and not _is_utterance(line, score, _PROSE_WORDS - 1))
        seen.add(line)
    marked = sum(len(line) for line, mark in zip(lines, marks, strict=True) if mark)
    return marks if marked * 2 <= sum(map(len, lines)) else [False] * len(lines)


def _is_utterance(line: str, score: int, words: int) -> bool:
    """Whether a line is a short sentence such as people say again ("Yes.") and asks nothing of the reader."""
    return score <= 0 and _words(line) <= words and _ends(line)
