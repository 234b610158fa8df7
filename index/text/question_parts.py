"""The questions that are asked in one: "Who founded the mill and when did it close?"; English and Spanish."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.text.ellipsis import completed
from index.text.parallel_phrases import Pair, find_pair
from index.text.question_words import (
    ACCENTED,
    AUXILIARIES,
    BE,
    DETERMINERS,
    ENGLISH,
    PREPOSITIONS,
    PRONOUNS,
    SPANISH_VERBS,
    UNACCENTED,
    WHO,
    Clause,
    Word,
    is_inverted,
    opens_with_verb,
    read_clause,
    read_words,
    said,
    without_asides,
)

_MAY_JOIN = re.compile(r"[,;&\n]|[.?!…]\s*\S|\b(?:and|but|or|y|e|o|u|pero)\b", re.IGNORECASE)
_AROUND = " \t\r\n,;:.?!…¿¡&-*•"
_SPANISH_AND = frozenset({"y", "e", "pero"})
_AND = _SPANISH_AND | {"and", "but"}
_OR = frozenset({"or", "o", "u"})
_LEADS = frozenset({"also", "then", "además", "también", "entonces"})
_GREETINGS = frozenset({"hi", "hello", "hey", "hola", "please", "so", "ok", "okay"}) | _AND
_ENDS = frozenset(".?!…;\n")
_MARKS = _ENDS | {","}
_SHORT = 4  # letters: what has fewer before a full stop may be an abbreviation
_THINGS = frozenset({"it", "there", "them"})  # that no relative clause with "who" describes
_POINTS_BACK = re.compile(r"(?:(?!\band\b)[^,;.?!…\n])*\bits?\b", re.IGNORECASE)
_RELATIVES = frozenset({"who", "whom", "whose", "which", "wich", "when", "where"})
_SPANISH_MARK = re.compile("[áéíóú¿]", re.IGNORECASE)
# What introduces a question that stands in the order of a statement: "Do you know when it closed?"
_REQUEST = re.compile(
    r"\W*(?:(?:(?:can|could|would|will)\s+(?:you|any\w+|some\w+)\s+)?(?:please\s+)?"
    r"(?:tell|explain|remind)(?:\s+(?:to\s+)?(?:me|us))?|do(?:es)?\s+(?:you|any\w+|some\w+)\s+know|"
    r"(?:i|we)(?:\s+(?:want|need|would\s+like)|['’]d\s+like)\s+to\s+know|i\s+wonder|any\s+idea|"
    r"(?:alguien\s+)?sab(?:es?|éis|en)|dime|(?:me\s+)?(?:puede|podría)s?\s+decir(?:me)?|"
    r"(?:me\s+gustaría|quiero)\s+saber)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:can|could|would|will|do|does)\s+(?:you|any\w+|some\w+)\s+(?:know|help|tell|explain)(?:\s+(?:me|us))?"
    r"(?:\s+please)?\s*(?:[?.!]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions asked in one: `words` as it stands there, `asked` with what it takes from the others."""

    asked: str
    words: str


class _Text(NamedTuple):
    """A text that asks, and its words."""

    text: str
    words: tuple[Word, ...]

    def between(self, one: int, other: int) -> str:
        """What stands between two of its words; before the first where `one` is -1."""
        return self.text[self.words[one].end if one >= 0 else 0 : self.words[other].start]


class _Opening(NamedTuple):
    """Where a question begins, how it is built, and whether it may stand in the order of a statement.

    `clause` is None where it has no question word.
    """

    at: int
    clause: Clause | None
    embedded: bool

    def is_bare(self, last: int) -> bool:
        """Whether it is nothing but its question word, where it ends with that word."""
        return self.clause is not None and self.clause.after > last


class _Joint(NamedTuple):
    """What may join two questions: the words before and behind it, and what stands between these.

    `conjunction` is "" where there is none; `clause` is what begins behind it with a question word, at the word `opens`
    where "also" or the like stands before that.
    """

    before: int
    at: int
    between: str
    conjunction: str
    opens: int
    clause: Clause | None


def split_question(text: str) -> tuple[Part, ...]:
    """The questions that are asked in one, in order; the question alone, as it stands, where it asks one thing."""
    alone = (Part(text, text),)
    if _MAY_JOIN.search(text) is None:
        return alone
    plain = without_asides(text)
    spans = _spans(_Text(plain, read_words(plain)))
    if len(spans) < 2:
        return _paired(text, find_pair(plain)) or alone
    words = [_without_close(text[start:end]).strip(_AROUND) for start, end in spans]
    return tuple(Part(asked, one) for asked, one in zip(completed(words), words, strict=True))


def _paired(text: str, pair: Pair | None) -> tuple[Part, ...]:
    """Both questions where one is asked of two things."""
    if pair is None:
        return ()
    (start, end), (other_start, other_end) = pair
    asked = text[:end] + text[other_end:], text[:start] + text[other_start:]
    words = text[:end], text[other_start:]
    return tuple(Part(one.strip(_AROUND), said.strip(_AROUND)) for one, said in zip(asked, words, strict=True))


def _without_close(text: str) -> str:
    """A question without what is said behind it, as thanks are."""
    question = text.rpartition("?")[0]
    return question if question.strip(_AROUND) else text


def _spans(asked: _Text) -> Sequence[tuple[int, int]]:
    """Where the questions asked in one stand in it, without what joins them."""
    opening = _opening(asked)
    if opening is None:
        return ()
    spans, start, all_bare = list[tuple[int, int]](), 0, True
    for at in range(opening.at + 1, len(asked.words)):
        joint = _joint(asked, at)
        if joint is not None and joint.before >= opening.at and _asks_anew(asked, opening, joint):
            spans.append((start, asked.words[joint.before].end))
            all_bare = all_bare and opening.is_bare(joint.before)
            start = asked.words[at].start
            opening = _Opening(at, joint.clause, opening.embedded)
    if all_bare and opening.is_bare(len(asked.words) - 1):
        return ()
    return (*spans, (start, len(asked.text)))


def _opening(asked: _Text) -> _Opening | None:
    """Where a text begins to ask; None where it does not, or by no word that tells."""
    words = asked.words
    request = _REQUEST.match(asked.text)
    start = request.end() if request else 0
    first = next((at for at, word in enumerate(words) if word.start >= start), 0)
    while said(words, first) in _GREETINGS:
        first += 1
    for at in range(first, len(words)):
        before = asked.between(at - 1, at)
        if at > first and not before.strip():
            continue
        clause = read_clause(words, at)
        begins = at == first or not _ENDS.isdisjoint(before)
        if clause or "¿" in before or (begins and words[at].said in AUXILIARIES | SPANISH_VERBS):
            return _Opening(at, clause, request is not None)
    return None


def _joint(asked: _Text, at: int) -> _Joint | None:
    """What stands before a word, if it may join two questions."""
    words = asked.words
    conjunction = said(words, at - 1) if said(words, at - 1) in _AND | _OR else ""
    before = at - 2 if conjunction else at - 1
    between = asked.between(before, at)
    if not conjunction and "&" in between:
        conjunction = "and"
    if before < 0 or (not conjunction and _MARKS.isdisjoint(between)):
        return None
    if words[before].said in _LEADS or (before and words[before - 1].said == "if"):  # "and if so, when"
        return None
    if between.startswith(".") and words[before].end - words[before].start < _SHORT:
        return None
    opens = at
    if words[at].said in _LEADS:
        opens += 1
    elif words[at].said == "if" and said(words, at + 1) in ("so", "yes", "not"):
        opens += 2
    return _Joint(before, at, between, conjunction, opens, read_clause(words, opens))


def _asks_anew(asked: _Text, opening: _Opening, joint: _Joint) -> bool:
    """Whether another question begins behind what may join it to the one that opens there."""
    words, clause = asked.words, joint.clause
    if not _ENDS.isdisjoint(joint.between):
        return _begins_sentence(asked, joint)
    if asked.text[words[joint.at].start].isupper() and not joint.between.strip(" ,")[:1].isupper():
        return False  # "What Women Want and Who Framed Roger Rabbit"
    if clause is None:
        # "What can and can't I bring" asks one thing.
        return (
            (joint.conjunction in _AND or _follows(asked, joint) == "question")
            and words[joint.before].said not in AUXILIARIES
            and opens_with_verb(words, joint.opens)
        )
    if joint.conjunction in _SPANISH_AND and words[clause.asking].said in ENGLISH:
        return False
    if opening.is_bare(joint.before):
        return joint.conjunction not in _OR  # "When and where", unlike "who or what"
    if is_inverted(words, clause):
        return bool(joint.conjunction) or not _may_be_subordinate(words, opening)
    return _is_question(asked, opening, joint, clause)


def _is_question(asked: _Text, opening: _Opening, joint: _Joint, clause: Clause) -> bool:
    """Whether a clause that stands as it may within a sentence is a question beside the one that opens there."""
    asking = asked.words[clause.asking].said
    if not joint.conjunction:
        may_describe = asking in _RELATIVES and not _is_listed(asked, opening, joint, clause)
        if may_describe or _may_be_subordinate(asked.words, opening):
            return False
    if asking in UNACCENTED and not _is_typed_in_haste(asked, clause):
        return False
    if not opening.embedded and _may_be_adverbial(asked, clause):
        return False
    after = opening.clause.after if opening.clause else opening.at + 1
    return not _goes_on(asking, asked.words[after : joint.before + 1])


def _is_listed(asked: _Text, opening: _Opening, joint: _Joint, clause: Clause) -> bool:
    """Whether what may be a relative clause is one of several questions: "What is it, who built it, and when?"."""
    words, asking = asked.words, asked.words[clause.asking].said
    if asking in ("when", "where"):
        return clause.after == len(words) or not _MARKS.isdisjoint(asked.between(clause.asking, clause.after))
    if asking not in WHO:
        return False
    first = opening.clause
    is_verb = first is not None and first.auxiliary is None and first.after == joint.before  # "Who won, who lost"
    if is_verb or words[joint.before].said in _THINGS:
        return True
    if first is not None and words[first.asking].said == "who" and _asks_what_is(words, first):
        return False  # "Who was Ann Lee, who built it"
    follows = _follows(asked, joint)
    of_other = follows != "statement" and _POINTS_BACK.match(asked.text, words[joint.at].start) is not None
    is_name = asked.text[words[joint.before].start].isupper()
    if is_name and not (first and words[first.asking].said == "what" and _is_plain(words, first, joint)):
        return of_other and follows == "question"
    return of_other or follows == "question"


def _asks_what_is(words: Sequence[Word], clause: Clause) -> bool:
    """Whether a question asks what or who something is."""
    return clause.auxiliary == clause.asking + 1 and words[clause.auxiliary].said in BE


def _is_plain(words: Sequence[Word], clause: Clause, joint: _Joint) -> bool:
    """Whether a question asks what something is that is named without a preposition: "What is Berlin"."""
    named = (word.said for word in words[clause.after : joint.before])
    return _asks_what_is(words, clause) and PREPOSITIONS.isdisjoint(named)


def _follows(asked: _Text, joint: _Joint) -> Literal["question", "statement", ""]:
    """What a comma parts, within the sentence, from what stands behind a joint: another question, or anything else."""
    words = asked.words
    for at in range(joint.at + 1, len(words)):
        following = None if words[at].said in _AND | _OR else _joint(asked, at)
        if following is None:
            continue
        if not _ENDS.isdisjoint(following.between):
            return ""
        asks = following.clause or opens_with_verb(words, following.opens)
        if asks and (following.conjunction in _AND or (following.clause and is_inverted(words, following.clause))):
            return "question"
        if "," in following.between and not asks:
            return "statement"
    return ""


def _begins_sentence(asked: _Text, joint: _Joint) -> bool:
    """Whether the sentence that begins behind a joint asks something."""
    words, clause, start = asked.words, joint.clause, asked.words[joint.at].start
    has_mark = "?" in asked.text[start:]
    if _COURTESY.match(asked.text, start):
        return False
    if clause is None:
        goes_on = "?" in joint.between and joint.conjunction in _AND  # "And Italy?"
        may_ask = goes_on or said(words, joint.opens) in AUXILIARIES | SPANISH_VERBS
        return opens_with_verb(words, joint.opens) or (has_mark and may_ask)
    if _may_be_adverbial(asked, clause):
        return False
    is_statement = clause.auxiliary is None and said(words, clause.after) in PRONOUNS | DETERMINERS  # "What I tried"
    joins = words[clause.asking].said in UNACCENTED and not _is_typed_in_haste(asked, clause)
    return has_mark or not (is_statement or joins)


def _may_be_subordinate(words: Sequence[Word], opening: _Opening) -> bool:
    """Whether what opens there may be no question: "When the mill closed, who owned it?"."""
    clause = opening.clause
    if clause is None or is_inverted(words, clause):
        return False
    return words[clause.asking].said in ("when", "where", "how", "cuando", "donde", "como")


def _may_be_adverbial(asked: _Text, clause: Clause) -> bool:
    """Whether a clause may tell of a time or place, "when it rains"; "when" alone and "when in May" ask for one."""
    words, after = asked.words, clause.after
    if words[clause.asking].said not in ("when", "where") or clause.auxiliary is not None or after >= len(words):
        return False
    following = words[after].said
    asks = following in PREPOSITIONS | _AND | {"exactly"} or following[0].isdigit()
    return not asks and _MARKS.isdisjoint(asked.between(clause.asking, after))


def _is_typed_in_haste(asked: _Text, clause: Clause) -> bool:
    """Whether a Spanish question word without its accent asks: where none is typed, and it does not mostly join."""
    joins = asked.words[clause.asking].said in ("que", "cuando", "como")
    return _SPANISH_MARK.search(asked.text) is None and (not joins or clause.after >= len(asked.words))


def _goes_on(asking: str, before: Sequence[Word]) -> bool:
    """Whether a clause with this question word may go on from one within the question before it.

    As in "who are the people who founded it and who sold it" and "who decides what is mended and why it is".
    """
    if asking in ENGLISH:
        begin = ENGLISH | ({"whether", "that"} if asking in _RELATIVES else {"whether"})
    else:
        begin = ACCENTED if asking in ACCENTED else UNACCENTED | ACCENTED
    return any(word.said in begin for word in before)
