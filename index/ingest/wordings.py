"""Wordings of boilerplate: how surely a line by what it says is a site's own and no sentence of an article."""

import re
from dataclasses import dataclass

LEAST = 4
"""From this score on a wording tells boilerplate, where no sentence of the article is expected."""
CERTAIN = 10
"""The score of what no article has as a sentence of its own."""
_LONGEST = 500  # in characters: no call or label is longer, and no pattern need search more

# Each line is one alternative or more, `(?-i:...)` asks for the capital of a name or a title. NETWORK stands for a
# social network, NETWORKS for one or more and little else, PAGE for what a site calls its pages, and STORE for one
# that sells apps.
_NETWORK = (
    r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|telegram|reddit|pinterest|youtube|tiktok|bluesky|mastodon"
    r"|threads|flipboard|google news|e?mail)"
)
_NETWORKS = rf"{_NETWORK}\b(?:(?: and| or|\W)*\b{_NETWORK}\b)*(?: (?:for|to|with)(?: \w+){{1,4}}| \(.*\))?\W*$"
_PAGE = r"(?:articles?|stor(?:y|ies)|posts?|pages?|news|content|videos?|columns?|pieces?|essays?|recipes?|noticia)"
_STORE = r"(?:the )?(?:google play|app ?store|amazon|microsoft store)"
_ADVERTISEMENT = r"""
    (?:skip |remove )?(?:advertise?ments?|publicidad)(?:\W+(?:scroll|continue|story|article|skip|close|sigue)\b.*)?
    sponsored(?: (?:content|links|post))?|paid (?:content|post)|promoted content
    (?:this )?PAGE continues (?:below|after (?:the |this )?(?:ad\w*|break|gallery|video))(?: \w+)?
    continue reading (?:below|the main story)|continúa (?:leyendo|después de la publicidad)
    (?:like )?(?:loading|cargando|please wait)(?:\.\.+|…)
"""
_NAVIGATION = r"""
    toggle (?:navigation|menu)|remove ads|scroll (?:down )?(?:to|for) (?:continue|more|read)(?: \w+){0,2}
    (?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|search)|back to (?:the )?(?:top|home(?:page)?)
    (?:previous|next) (?:article|post|story)|print this (?:page|article)|(?:no|\d+) comments?|deja un comentario
    comments (?:are|have been) (?:closed|disabled|turned off)(?: (?:for|on) this PAGE| here)?|we use cookies
    (?:leave|post|add|write) a (?:comment|reply)|(?:view|show|hide|read)(?: all)? (?:\d+ )?comments
    manage (?:cookie|privacy) (?:preferences|settings)|(?:accept|reject)(?: all)? cookies|page \d+ of \d+
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
    share|tweet|print|donate|ads?|newsletter|like this|tags|(?:log|sign) ?in|post navigation|search for|menu|close
    compartir
"""
_POINTER = r"""
    (?:(?:also|must) read|read (?:also|more|next|this|on)|don't miss)\s*[:|»→—–]
    (?:(?:lea|leer|lee|ver|mira|vea) (?:también|además|más)|[tl]e puede interesar)\s*[:|»→—–]
"""
_REFERENCE = r"""
    (?:see also|further reading|more on this|related PAGE)\s*[:|»→—–]
"""
_POINTER_TO_TITLE = r"""
    (?:related|recommended|watch|listen|trending|relacionad[ao]s?)\s*[:|»→]\s*(?-i:[A-Z0-9“"'‘¿¡ÁÉÍÓÚ])\S*(?: \S+){3}
"""
_POINTER_LIST = r"""
    (?:related|recommended|similar|popular|latest|trending|top) (?:PAGE|topics|reading|coverage|links)|related
    recommended(?: for you)?|(?:you )?(?:may|might) also (?:like|enjoy)|most (?:popular|read|viewed)(?: PAGE)?|up next
    trending now|more PAGE(?: like this)?|more from (?-i:[A-Z]).*|(?:what to )?read next|from around the web
    (?:artículos|noticias|notas) relacionad[ao]s|lo más leído|te puede interesar
"""
_TAGS = r"""
    (?:tags?|tagged(?: with| as)?|etiquetas|posted in|filed (?:under|in))\s*:|\w+(?:[\s,]+#\w+)+$
    (?:filed under|posted in|tagged (?:with|as)?) (?-i:[A-Z])
"""
_SHARING = r"""
    (?:click to )?(?:share|tweet|pin|post|send|e?mail)(?: (?:this|it))?(?: PAGE)? (?:on|to|via|with|by) NETWORKS
    (?:share|comparte|compartir) (?:this|the|esta)(?: PAGE)?\W*$|(?:NETWORK[\s|·•/]+){2,}NETWORK?\W*$
    (?:compart[ei]r?|síguenos) en NETWORK|(?:follow|like|find|connect with|join) us (?:on|at|via) (?:@|NETWORKS)
    follow (?!the )(?:\S+ ){1,5}on NETWORKS|únete a nuestro
"""
_COMMENTING = r"""
    (?:please )?(?:(?:log|sign) ?in|register)(?: or \w+)? to (?:comment|reply|continue reading|join the conversation)
    (?:please )?(?:(?:log|sign) ?in|register)(?: or \w+)? to (?:leave|post|add|write|view) (?:a |your )?comments?
    you must be logged in to (?:post|comment|reply)|be the first to comment|notify me of (?:new|follow-?up)
    .*\b(?:let (?:us|me) know|tell us|leave|drop|share)\b.{0,40}\bcomments?(?: section)?(?: below)?\W*$
    save my name, email|join the conversation\W*$|your e-?mail address will not be published
"""
_LINK_HERE = r"""
    (?:click|tap|press) here(?: (?:to|for)\b.*)?\W*$|ha(?:z|ga) clic aquí
    to continue reading, (?:please|log|sign|subscr)
    scan the qr code(?: (?:below|above))?(?: to (?:download|get|install|follow|join|subscribe|donate)\b.*)?\W*$
"""
_CALL = r"""
    (?:please )?(?:sign up|(?:un)?subscribe|suscríb[ea](?:te|se)|regístrate)\b
"""
_WEAK_CALL = r"""
    (?:please )?(?:follow|share|download|click|tap|scroll|join|register|enter|read|get(?! off| out)|donate|support) \w
    (?:please )?(?:stay|check out|visit|try|become|allow|enable|contact|see|send|receive|listen|watch|learn|find out) \w
    (?:never miss|don't miss|help|turn on|descarga|recibe|consulta|visita|apoya|lee|acepta) \w
"""
_OWN_THING = r"""
    (?:our|my) (?:(?!and |or |in |on |of )[\w'-]+ ){0,3}(?:newsletters?|mailing list|apps?|podcast|channel|videos?)
    our (?:(?!and |or |in |on |of )[\w'-]+ ){0,3}(?:e?mails?|(?:web)?site|alerts|terms)
    our (?:\w+ ){0,2}(?:journalism|(?:privacy|cookie)s? policy)
    nuestr[oa]s? (?:boletín|boletines|app|aplicación|canal|política|sitio)
    (?:to|in) your (?:inbox|mailbox)|(?:a|en) (?:tu|su) correo|independent journalism
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
    (?:thanks|thank you) for (?:subscribing|signing up|reading)\W*$
    create an? (?:free )?account (?:now|to (?:comment|read))
    you(?:'ve| have)(?: been)? successfully (?:subscribed|unsubscribed|signed up|joined our)
    this PAGE is (?:for|only|exclusive|reserved)(?: \w+){0,4} (?:subscribers|members)\W*$
    (?:have|got) a (?:news )?(?:tip|story|question)\?.*\b(?:us|our|e?mail)\b
"""
_APP_STORE = r"""
    (?:get it|(?:now )?available|download(?: it)?|disponible) (?:on|from|in|en) STORE(?:(?: and|,| &) STORE)*\W*$
    download our (?:\S+ ){0,3}app\b(?: (?:now|today|here|for|from|on)\b.*)?\W*$
    download the (?:\S+ ){0,3}app(?: (?:now|today|here|for free|on STORE))?\W*$
"""
_COPYRIGHT = r"""
    ©|\(?c\) ?\d{4}|copyright (?:©|\(c\)|\d{4}(?:-\d{4})?,? (?:by )?(?:the )?(?-i:[A-Z]).*(?:reserved|inc|llc|ltd)\b)
    .*\b(?:all rights reserved|todos los derechos reservados)\W*$
"""
_RESERVED = r"""
    (?:©|\(?c\)|copyright)\W.{0,100}\b(?:all rights reserved|todos los derechos reservados)\b|all rights reserved\.
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
    """What a wording adds to the score of a line of at most `words` words; one of CERTAIN weight decides by itself.

    `label` counts only in lines that are no sentence, `margin` only before or after the article's prose.
    """

    weight: int
    pattern: re.Pattern[str]
    words: int = 40
    label: bool = False
    margin: bool = False


def _compiled(before: str, wordings: str, after: str) -> re.Pattern[str]:
    pattern = "|".join(line.strip() for line in wordings.strip().splitlines() if line.strip())
    for name, meant in (("NETWORKS", _NETWORKS), ("NETWORK", _NETWORK), ("PAGE", _PAGE), ("STORE", _STORE)):
        pattern = pattern.replace(name, meant)
    return re.compile(f"{before}(?:{pattern}){after}", re.IGNORECASE)


def _starts(wordings: str) -> re.Pattern[str]:
    return _compiled(r"^\W*", wordings, "")


def _holds(wordings: str) -> re.Pattern[str]:
    return _compiled(r"\b", wordings, r"\b")


def _whole(wordings: str) -> re.Pattern[str]:
    return _compiled(r"^\W*", wordings, r"\W*$")


_NO_FULL_STOP = r"(?!.*\.\W*$)"  # a headline has none
_SIGNALS = (
    _Signal(CERTAIN, _whole(_ADVERTISEMENT), words=14),
    _Signal(CERTAIN, _whole(_FILE_NAME), words=2),
    _Signal(CERTAIN, _whole(_NAVIGATION + _BUTTON + _POINTER_LIST), words=6, label=True),
    _Signal(CERTAIN, _compiled(rf"^\W*{_NO_FULL_STOP}", _POINTER, "")),
    _Signal(CERTAIN, _starts(_RESERVED + _FEED)),
    _Signal(CERTAIN, _starts(_COPYRIGHT), words=12),
    _Signal(CERTAIN, _starts(_PROVENANCE), margin=True),
    _Signal(CERTAIN, _starts(_REFERENCE + _POINTER_TO_TITLE + _TAGS + _CREDIT), words=20, label=True),
    _Signal(CERTAIN, _starts("(?:categories|topics|categorías|temas)\\s*:"), words=15, label=True, margin=True),
    _Signal(LEAST, _whole(_NAVIGATION), words=14),
    _Signal(LEAST, _starts(_POINTER + _REFERENCE)),
    _Signal(LEAST, _starts(_SHARING + _COMMENTING + _LINK_HERE), words=25),
    _Signal(LEAST, _starts(_APP_STORE), words=15),
    _Signal(LEAST, _starts(_COOKIE_NOTICE + _ACCOUNT)),
    _Signal(LEAST, _holds(_NOTICE)),
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
    _Signal(-5, re.compile("^—")),
)
_QUOTATION = re.compile(r"[\"“‘«']")


def score(text: str, *, title: str, label: bool, margin: bool) -> int:
    """How surely a line is boilerplate by its wording: CERTAIN, or less; none below 1 tells anything.

    `text` has plain apostrophes and single spaces. `label` says that it is no sentence, `margin` that it stands before
    or after the article's prose. What the article's title says too is what the article is about, and tells nothing.
    """
    if len(text) > _LONGEST or _QUOTATION.match(text):
        return 0
    words = len(text.split())
    weights = [
        signal.weight
        for signal in _SIGNALS
        if words <= signal.words
        and (label or not signal.label)
        and (margin or not signal.margin)
        and signal.pattern.search(text)
        and not (signal.weight > 0 and signal.pattern.search(title))
    ]
    return CERTAIN if CERTAIN in weights else min(sum(weights), CERTAIN - 1)
