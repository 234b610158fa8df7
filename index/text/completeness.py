"""Whether a question asks for all of something, as "which towns" and "list the rules" do; English and Spanish."""

import re

_PLURAL = (
    r"(?:people|men|women|children|fish|sheep|feet|teeth|mice|criteria|phenomena|data|media|"
    r"(?!(?:gas|lens|news|canvas|always|perhaps|does|has|was)\b)\w{2,}s(?<!ss|us|is))\b(?!['’])"
)
_SPANISH_PLURAL = (
    r"(?!(?:es|has|más|mes|país|interés|autobús|eres|estás|vas|haces|tienes|quieres|puedes|debes|sabes|crees|opinas|"
    r"piensas|dices|necesitas|recomiendas)\b)\w{2,}s(?<!mos|sis|rus)\b"
)
# "Which costs more" and "which includes the fee" ask for one thing: these stand behind a verb, and not behind a noun.
_BEHIND_VERB = (
    r"\s+(?:the|an?|my|your|his|its|our|their|this|that|these|those|it|them|him|us|you|me|if|when|to|in|on|at|for|with|"
    r"from|by|about|after|before|during|into|between|more|less|most|best|better|not)\b"
)
# "What spreads fever" does so too: "what" is plural with a noun alone, and that is told from a verb by the next verb.
_VERB = (
    r"\s+(?:am|is|are|was|were|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would|apply|belong|cause|"
    r"come|contain|count|exist|flow|go|grow|happen|include|lead|live|make|need|take|use|work)\b"
)
_NUMERAL = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|other|different)"
_OWN = r"(?:the|its|his|her|their|my|your|our)"
_PARTICIPLE = r"\s+(?:\w+(?:ing|ed)|made|called|like)\b"
_EACH = r"(?:all|every|each|everything|everyone|everybody)"
_GIVE = r"(?:list|enumerate|name|give|show|tell)(?:\s+me)?"
_OPENS = r"^\W*(?:(?:please|(?:can|could|would)\s+you(?:\s+please)?)\s+)?"
_ASKS_FOR_ALL = re.compile(
    "|".join(
        (
            # "Which towns", "what three steps", "which safety rules are", "what are the conditions".
            rf"\bwh?ich\s+(?:{_NUMERAL}\s+)*{_PLURAL}(?!{_BEHIND_VERB})",
            rf"\b(?:what|wh?ich)\s+(?:(?!(?:is|are|was|were|of)\b)[\w'’-]+\s+){{0,2}}?{_PLURAL}{_VERB}",
            r"\bwh?ich\s+ones\b",
            rf"\b(?:what|who|wh?ich)\s+(?:are|were)\s+(?:all\s+)?{_OWN}\s+(?:[\w'’-]+\s+){{0,3}}?{_PLURAL}(?!{_PARTICIPLE})",
            # What a rule leaves out is all that it leaves out: "what is not covered".
            r"\bwhat\s+(?:(?:is|are|must|may|can|should|do|does)(?:n['’]t|\s+(?:\w+\s+)?not)|can['’]?t|cannot)\b",
            # "What all", "all boats on the lake", "…, all of them".
            r"\b(?:what|who|where|which)\s+all\b|\b(?:who|what)\s+are\s+all\b",
            rf"{_OPENS}{_EACH}\s(?!right\b|in\s+all\b|over\b|about\b)",
            r"[,;.?!]\s*all(?:\s+(?:of\s+(?:them|these|those)|\w+))?(?:\s+please)?\W*$",
            # "List the rules", "name all", "a full list".
            rf"\b{_GIVE}\s+(?:of\s+)?{_EACH}\b|{_OPENS}(?:list|enumerate)\s(?!price)|{_OPENS}name\s+{_OWN}\s+(?:\w+\s+)??{_PLURAL}",
            r"\b(?:full|complete|entire|whole)\s+list\b|\blist\s+of\b|\bnames\s+of\s+(?:all|the)\b",
            # Spanish.
            rf"(?:\bqué|^\W*(?:\w+\s+)?que)\s+{_SPANISH_PLURAL}|\bcu[aá]les\b|\bqui[eé]nes\s+(?:son|fueron|eran)\s+l[oa]s\b",
            r"^\W*tod[oa]s\s+l[oa]s\b|[,;]\s*tod[oa]s\W*$|\blista\s+(?:completa\s+)?de\b",
            r"\b(?:enumera|nombra|lista|dime|dame|muestra)\s+(?:tod[oa]s\s+)?l[oa]s\b",
        )
    ),
    re.IGNORECASE,
)


def asks_for_all(question: str) -> bool:
    """Whether a question asks for all of something, rather than for one thing or whether it is so."""
    return _ASKS_FOR_ALL.search(question) is not None
