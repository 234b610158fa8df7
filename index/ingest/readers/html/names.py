"""Names of elements, their ids and classes, by which what stands beside a text goes on most sites."""

import re

from index.ingest.readers.elements import Element
from index.ingest.readers.html.parsing import attribute

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BESIDE = re.compile(
    r"""(?:^|(?<=[\s-]))(?P<word>
    cookies?|consent|gdpr|cmp|breadcrumbs?|crumbs?|crumbtrail|brotkrumen|arbo|fil-ariane|ariadne|migas|navbox|navbar
    |topbar|topnav|usp|catlinks|printfooter|noprint|ambox|hatnote|sitenotice|site-notice|store-notice|last-modified-bar
    |sharedaddy|sharing|shares?|share-?(?:bar|line|buttons?|tools?|links?)|social|rrss|sns|teilen|partage[rs]?
    |compartir|condividi|relatedposts|related(?:-(?:posts|articles|content|links))?|relacionad[ao]s?|correlat[ei]
    |verwandte?|kanren|leggi-anche|lesen-sie-auch|lire-aussi|similar|recommended|recommendations?|recirc|recirculation
    |newsletters?|signup|sign-?up|subscri(?:be|ption|bers?)|abonn(?:es|es|ieren|ement)|advert(?:isement)?s?|ads?
    |ad-?(?:slot|wrap|unit|box)|publi(?:cidad|cite)?|werbung|anzeige|reklama|sponsor(?:ed|s)?|promo(?:ted|s|tion)?
    |outbrain|taboola|cta|upsells?|cross-?sells?|most-?(?:read|popular)|trending|popular|side-?bar|side-?nav
    |read-?(?:more|next)|see-?also-?links|further|more-?(?:posts|stories|articles|news|like-this|eps|recipes|from)
    |caption-credit|paywall(?:-bar)?|regwall|widget(?:-area)?|table-of-contents|tableofcontents|doc-outline|page-toc
    |toc(?:-macro|-wrapper)?|pagination|paginator|pager|post-navigation|prev-?next|navlinks|sibling-navigation
    |skip-?link|skip-?to-?content|back-?to-?top|footer|page-metadata|entry-meta|entry-footer|byline|by-line
    |cat-links|tags-links|tags-?list|post-tags|article-tags|hashtags|tag-?cloud|etiquetas|schlagworte|edit-page
    |md-source-file|printonly|author-?(?:bio|box|card|info|profile|about)|about-?(?:the-?)?(?:author|me)|bio
    |helpful(?:ness)?|feedback|article-votes?|was-this|votes?|voting|vg|copyright|colophon|disclosure|affiliate
    |lastmod|page-actions|article-actions|action-row|codeheader|code-tab|filename|demo-store|agent-card
    |applies-to(?:-section)?|gate|meter|message-user(?!-content)|user-?title|custom-?title|product-rating|rating|trackback
    |jumpbox(?:-return)?|action-bar|online-list|stat-block|headerbar|page-footer|skiplink|site-description|search-box
    |topic-tools|back2top|linklist|vote-?cell|voting-container|post-menu|user-info|user-action-time|post-taglist
    |question-stats|answers-subheader|bottom-notice|hot-network-questions|aside-cta|sitetools|pagetools|usertools
    |doc-?info|trace|page-id|license|licence|dw-toc|site-sub|content-sub|mw-indicators|mw-portlet|vector-dropdown|asbox
    |stub|sistersitebox|portalbox|interlanguage|global-footer|fan-?feed|post-ufi|button-wrapper|poll(?:-embed)?
    |subscription-widget(?:-wrap)?|chat-?(?:bot|widget|bubble|launcher|box)?|booking-?(?:bar|widget)|(?:sticky|fixed)-(?:bar|cta|bottom|top|footer)|tawk|crisp|intercom-(?:container|launcher)|livechat
    |whatsapp(?:-button)?
    |launcher|toast|popup|pop-up|modal|offcanvas|announcement(?:-bar)?|app-banner|smart-banner|qr-?code|install-prompt
    |download-(?:box|app|bar)|hot-?(?:list|news|search)|suggest(?:ed|ions)|you-may-like|guestbook|webring|counter
    |last-?(?:edited|updated|modified)(?:-bar)?|edit-link|improve-page|contribut(?:e|ors)|reading-time|read-time
    |claps?|likes?|reactions?-bar|article-footer|post-footer|post-meta|jump-(?:buttons?|to-recipe)|print-(?:button|link)
    |platforms|poster|postprofile|user-?(?:panel|card|details|extras)|post-?buttons|postfoot|score|stars
    |wish-?list|product-meta|rating-?summary|reviews-summary|onsale|installments|trustbadges?
    )(?=$|[\s-])""",
    re.VERBOSE,
)
_ONLY = re.compile(r"(?:^|\s)(?:signatur[ae]?|sig|tags?|tools?|werkzeuge|outils|actions|foot|ft|pied|sign-off)(?:$|\s)")
_COMMENTS = re.compile(
    r"(?:^|\s)(?:(?:article-|post-|user-)?comments?(?:-?(?:area|section|list|form|wrapper|container|box))?"
    r"|disqus-thread|respond|reactions|comentarios?|kommentare?|commentaires?|commenti|livefyre|reviews|review-?list"
    r"|customer-reviews|product-reviews|pings|trackbacks)(?:$|\s)"
)
_LINKS = re.compile(r"(?:^|[\s-])(?:menu|nav|navigation|links|languages?|tags?|topics|teasers?|list)(?:$|[\s-])")


def names(element: Element) -> str:
    """By what names an element goes, parted by spaces, and words in them by hyphens; its tag where someone made it."""
    own = str(element.tag) if "-" in str(element.tag) else ""
    told = (own, *(attribute(element, name) for name in ("id", "class", "data-component", "data-testid")))
    return _WORD_START.sub("-", " ".join(told)).replace("_", "-").lower().strip()


def words_beside(name: str) -> set[str]:
    """The words in a name that tell what stands beside a text."""
    return {found["word"] for found in _BESIDE.finditer(name)} | {found[0].strip() for found in _ONLY.finditer(name)}


def names_comments(name: str) -> bool:
    """Whether a name tells what readers wrote below a text."""
    return _COMMENTS.search(name) is not None


def names_links(name: str) -> bool:
    """Whether a name tells a list of links, if they are such."""
    return _LINKS.search(name) is not None
