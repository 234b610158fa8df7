"""What a post of a forum is for, by its words; English and Spanish.

What a post in another language is for only its question marks tell.
"""

import re
from collections.abc import Sequence
from typing import Literal

from index.text.question_words import ACCENTED, is_inverted, opens_with_verb, read_clause, read_words, said

Purpose = Literal["question", "trouble", "talk"]
"""A post asks something, tells of what may not work, or does neither."""

_QUESTION_MARK = re.compile("[?？؟՞፧⸮]")
# What follows where a statement goes on: "how I made it", "can confirm".
_NOT_OF_STATEMENT = r"(?! (?:i|we|you|he|she|they|it|my|our|not|no|a|an|the only|confirm|be|yourself)\b) \w"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# How something is asked without the order or the mark of a question.
_REQUEST = _any_of(
    r"\b(?:any|some)(?:one|body) (?:here )?(?:know|knows|tell|help|explain|have|has|got|else)\b",
    r"\bany (?:idea|ideas|way|tips?|help|pointers|advice|chance|possibility)\b",
    r"\b(?:is|are|was) there (?:a|an|any|some)\b",
    r"\bwonder(?:ing)?\b",
    r"\b(?:want|need|like|love|have|trying|try|hoping|looking) to (?:know|find out|understand|learn|figure out|ask)\b",
    r"\b(?:do ?n[o'’]?t|do not|not) (?:know|sure|understand|see|get|find) "
    r"(?:how|what|which|where|when|why|whether|if|who)\b",
    r"\b(?:tell|remind|show) me (?:how|what|which|where|when|why|whether|if|who)\b",
    r"\blooking for (?:a way|help|info\w*|advice)\b",
    r"\bhow (?:to|do i|can i)\b",
    r"\bquestion about\b",
    r"\bwhat (?:am|should|do|can|must) (?:i|we)\b",
    r"\b(?:alguien|alguno) (?:sabe|puede|conoce)\b",
    r"\b(?:me gustaría|quisiera|quiero|necesito) saber\b",
    r"\bno sé (?:cómo|qué|si|dónde)\b",
    r"\bhay (?:alguna?|una) (?:forma|manera|modo)\b",
    r"\bnecesito ayuda\b",
    r"\bcómo (?:puedo|se)\b",
)
_OPENING = _any_of(
    rf"\W*(?:how|which|what|why|who|whose|do|does|can|is|are|will|should|until what|since when)\b{_NOT_OF_STATEMENT}",
    rf".*[,;:–-]\s*(?:and |so |but )?(?:what|which|how|why)\b{_NOT_OF_STATEMENT}",
)
_WHY = _any_of(
    r"\b(?:why|por qué|porqué|por que|pourquoi|warum|wieso|weshalb|perché|waarom|dlaczego|почему|зачем|чому)\b",
    "为什么|為什麼|为何|なぜ|どうして|왜",
)
# Of what does not work.
_TROUBLE = _any_of(
    r"\b(?:can(?:['’]t|not| not)?|does|did|do|is|won)(?:n['’]?t|['’]?t| not)\b",
    r"\b(?:cannot|no longer|nothing (?:happens|works)|unable)\b",
    r"\bnot (?:work|show|load|start|connect|found|respond)\w*",
    r"\b(?:fail(?:s|ed|ing|ure)?|errors?|exception|crash(?:es|ed|ing)?|stuck|freez(?:e|es|ing)|frozen|hangs?)\b",
    r"\b(?:broken?|broke|stop(?:s|ped)|refus(?:es|ed|ing)|den(?:ied|ies)|reject(?:s|ed)|invalid|insecure)\b",
    r"\b(?:missing|gone|lost|vanished|disappear\w*|dead|empty|blank|black screen|gr[ae]yed|corrupt\w*)\b",
    r"\b(?:wrong|weird|problems?|issues?|trouble|timed? ?out|disconnect\w*|doubled|twice|instead of)\b",
    r"\bkeeps? \w+ing\b",
    r"\bshould(?:n['’]?t| not)? (?:be|have)\b",
    r"\bno (?:puedo|funciona|carga|arranca|abre|aparece|deja)\b",
    r"\b(?:falla|se (?:cierra|cuelga|bloquea)|perdid[oa]|roto)\b",
    r"\b[A-Z]{1,5}-\d{1,5}\b",
)
_OPINION = _any_of(
    r"\b(?:what|which)(?: \w+){0,4} (?:do|are|would|did) (?:you|u|y['’]?all|people|folks|everyone|everybody)"
    r"(?: (?:guys|all|lot|folks|people|most))? (?:think|prefer|use|using|like|love|play|playing|recommend|reading|"
    r"favou?r|enjoy|listening|watching|plant)\b",
    r"\bwhat are you (?:all )?(?:reading|playing|using|doing|working|listening|watching)\b",
    r"\bhow do you (?:guys|all|handle|feel|like|deal)\b",
    r"\bwhat(?: is|['’]?s) every(?:one|body)\b",
    r"\b(?:your|ur) (?:opinions?|thoughts|favou?rites?|experiences?|takes?|setups?|view|picks?)\b",
    r"\bthoughts\s*\?",
    r"\b(?:unpopular opinion|hot take|is it just me|am i the only|poll|rate my|who else|let['’]?s discuss)\b",
    r"\bworth (?:it|buying|getting|the (?:money|price|upgrade))\b",
    r"\bwhich (?:one )?(?:is|sounds|looks|feels|works) (?:better|best|nicer|more fun|the best)\b",
    r"\b(?:can|could)(?:n['’]?t| not) decide\b",
    r"\bqué (?:opináis|opinan|pensáis|piensan|os parece|les parece|preferís|prefieren|usáis|usan)\b",
    r"\bvuestra opinión\b",
)
_WISH = _any_of(
    r"\b(?:suggestions?|feature requests?|idea|wish ?list|request|proposal)\b\]?\s*[:\]-]",
    r"\bfeature request\b|\bmy vote\b|\+1\b",
    r"\A(?:please )?bring back\b",
    r"\bplease (?:add|make|bring back|consider|implement|support|open)\b",
    r"\b(?:would|it['’]?d) be (?:\w+ )?(?:nice|cool|great|awesome)(?: if| to (?:have|see)\b)",
    r"\bwould love (?:an?|to see|it if)\b|\bwould like to see\b|\bdevs?,? (?:please|pls)\b",
    r"\bsugerencia\b|\bestaría (?:bien|genial) que\b",
)
_PLEA = _any_of(r"\A(?!.*\bhelp\b).*\b(?:pls|plz|please)\W*\Z")
_REPORT = _any_of(
    r"\bbug(?: ?report)?\b\]?\s*[:\]-]",
    r"\bbug\b.*\b(?:after|since|with|when|in)\b",
    r"\bsteps(?: to reproduce)?\s*:",
    r"\brepro(?:duce|duction|ducible)\b",
)
_COMPANY = _any_of(
    r"\b(?:lfg|lfm|lf\d*m|lft)\b",
    r"\blooking for (?:an? |some |more |new )?(?:\w+ ){0,2}(?:partners?|group|team|players?|people|members?|mates?|"
    r"buddy|buddies|friends|crew|guild|clan|teammates?|volunteers?|roommates?)",
    r"\bjoin (?:us|me|our)\b|\brecruit\w*",
    r"\bbusco (?:grupo|equipo|gente|compañer[oa]s?)",
)
_OFFER = _any_of(
    r"\b(?:wts|wtb|wtt|for sale|selling|giving away|give away|trading)\b",
    r"\b(?:dm|pm|message|hit) me\b|\bdms? (?:are )?open\b",
    r"\b(?:vendo|se vende)\b",
)
_SHOWN = _any_of(
    r"\bi(?: have|['’]ve)? (?:made|built|wrote|created|finished|drew|designed|recorded) (?:an?|my|some|this)\b",
    r"\b(?:feedback|critique)(?: is)? (?:welcome|appreciated)\b",
    r"\b(?:showcase|sharing my|ask me anything|ama|check (?:it|this) out|look at (?:this|these))\b",
    r"\bpics? (?:inside|below)\b",
    r"\bmy first\b.*!",
    r"\b(?:introduc(?:e|ing) myself|announc(?:ing|ement)|(?:me|os) presento)\b",
)
# What opens the title of a post that greets, thanks or is glad, or ends it.
_CHEER = _any_of(
    r"\W*(?:hi|hello|hey+a?|greetings|ty|thanks|thank you|thx|wow|congrat\w*|happy|rip|look what)\b",
    r"\W*(?:hola|buen[oa]s|gracias|felicidades|enhorabuena|feliz)\b",
    r".*!\W*\Z",
)


def asks(sentence: str) -> bool:
    """Whether a sentence asks something, by its mark, its order or words that introduce a question."""
    if _QUESTION_MARK.search(sentence) or _REQUEST.search(sentence) or _OPENING.match(sentence):
        return True
    words = read_words(sentence)
    clause = read_clause(words, 0)
    if clause is not None and (is_inverted(words, clause) or said(words, clause.asking) in ACCENTED):
        return True
    return opens_with_verb(words, 0)


def seeks(sentence: str) -> bool:
    """Whether a sentence asks something that articles may tell: not what others think or want, nor for what is not."""
    return asks(sentence) and not _is_any(sentence, _OPINION, _WISH, _COMPANY)


def asks_why(text: str) -> bool:
    """Whether a text asks for a reason, in one of the languages that most questions are asked in."""
    return _WHY.search(text) is not None


def tells_trouble(sentence: str) -> bool:
    """Whether a sentence tells of what does not work."""
    return _TROUBLE.search(sentence) is not None


def purpose(title: str, sentences: Sequence[str]) -> Purpose:
    """What a post with these sentences is for; one that is neither a question nor plainly talk may tell of trouble.

    People tell of it in words that no list holds, and title a post by what they look for: "deadline for seed potatoes".
    """
    if _WISH.search(title) or (not asks(title) and _is_any(title, _COMPANY, _OFFER, _SHOWN)):
        return "talk"
    if any(map(seeks, sentences)):
        return "question"
    if any(_OPINION.search(one) for one in (title, *sentences)):
        return "talk"
    if seeks(title):
        return "question"
    if _is_any(title, _REPORT, _PLEA):
        return "talk"
    if tells_trouble(title):
        return "trouble"
    if any(_is_any(one, _WISH, _REPORT, _COMPANY, _OFFER, _SHOWN) for one in sentences):
        return "talk"
    return "talk" if _CHEER.match(title) else "trouble"


def _is_any(text: str, *kinds: re.Pattern[str]) -> bool:
    return any(kind.search(text) for kind in kinds)
