"""A question within a talk: what of the one before it is used to look it up, and where its answer is expected."""

import re
from dataclasses import dataclass

from index.records import Answer
from index.retrieval.candidates import ArticleBoost
from index.retrieval.query import legible
from index.retrieval.weights import DialogueWeights
from index.text.analysis import words
from index.text.question import Question, analyze

# How a question opens that goes on from another; English and Spanish.
_GOES_ON = re.compile(
    r"[¿\s]*(?:and|but|or|so|also|then|what about|how about|what else|who else|why not|y|e(?=\s)|pero|o|entonces|"
    r"también|qué hay de|qué pasa con|qué tal)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|these|those|there|then|"
    r"él|ella|ellos|ellas|eso|esto|ese|esa|esos|esas|este|esta|estos|estas|allí|ahí|entonces|su|sus|"
    # Elsewhere "that" mostly opens a clause.
    r"(?:did|does|do|is|was|were|will|would|can|could|has|have|had|of|about|to|for|after|before|with|from|by|on|in|"
    r"than|why) that)\b",
    re.IGNORECASE,
)
# "Is there a bridge?", "Is it true that ...": words that stand for nothing said before.
_EXPLETIVE = re.compile(
    r"\b(?:is|was|are|were) there\b|\b(?:is|was) it (?:true|possible|likely|known|clear|right|like|that)\b|"
    r"\bit (?:takes?|took|costs?) to\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^[¿\s,]*(?:(?:and|but|or|so|also|then|y|e|pero|o|entonces|también)[\s,]*)?(?:what|how|which|who|whom|whose|when|where|why|"
    r"qué|que|cuál|cuáles|quién|quiénes|cómo|cuándo|cuánto|cuánta|cuántos|cuántas|dónde|por qué|con qué|is|are|was|did|"
    r"does|do|tell)?\b",
    re.IGNORECASE,
)
# Questions of nothing but question words, which in Spanish count as terms.
_SAYS_NOTHING = re.compile(
    r"[¿¡\s]*(?:por qué|para qué|cómo así|desde cuándo|hasta cuándo|cuándo|dónde|cómo|quién|cuánto)\W*",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"[¿¡\s,]*(?:(?:(?:ok|okay|great|vale)[\s,]*)?"
    r"(?:(?:many )?thanks|thanks a lot|thank you(?: very much)?|(?:muchas )?gracias)|"
    r"ok|okay|i see|got it|all right|great|vale|de acuerdo|entiendo)\W*",
    re.IGNORECASE,
)
_FEW_TERMS = 1  # "When exactly?", "How many died?": these go on from something
_MARKS = "¿?¡!. "
_MAX_BEFORE = 400  # characters, however long a talk gets


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was answered, as it was understood, and the article (of a collection) that was quoted first."""

    question: str
    article: str | None = None
    collection: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedQuestion:
    """How a question is understood: `text` is looked up, best in the favoured article, if any.

    `whole` is the question with what went before it: what it means where the favoured article answers.
    """

    text: str
    whole: str
    article_boost: ArticleBoost | None = None


def resolve(question: str, before: Turn | None, weights: DialogueWeights) -> ResolvedQuestion:
    """Understands a question after another one.

    One that names nobody is first of all about the article that was quoted before; surely so where it points back. One
    that goes on from another with a name of its own is looked up with the other's words, less the other's names: after
    "How many did Spain jail?", "and Italy?" is "How many did jail? and Italy?". One that was asked already is
    understood as it was then.
    """
    if before is None:
        return ResolvedQuestion(question, question)
    question, previous = legible(question), legible(before.question)
    asked, again = analyze(question), _asked_before(question, previous)
    if not asked.words or is_courtesy(question) or words(again) == list(asked.words):
        return ResolvedQuestion(question, question)
    # A word in front, since the first word of a question is taken for capitalized in any case.
    named = not _says_nothing(asked) and bool(analyze(f"so {_OPENING.sub('', question)}").entities)
    whole = again or f"{(_without_names(analyze(previous)) if named else previous)[-_MAX_BEFORE:]} {question}"
    if named:
        return (
            ResolvedQuestion(whole, whole)
            if _GOES_ON.match(question) or _is_a_name(question)
            else ResolvedQuestion(question, question)
        )
    boost = weights.surely if _goes_on(asked) or _points_back(question) else weights.perhaps
    article_boost = None if before.article is None else ArticleBoost(before.collection, before.article, boost)
    return ResolvedQuestion(whole if _says_nothing(asked) else question, whole, article_boost)


def stands_alone(question: str, before: Turn | None, weights: DialogueWeights) -> bool:
    """Whether a question means no more than it says, whatever went before it."""
    return before is None or resolve(question, before, weights).whole == legible(question)


def turn(answer: Answer, before: Turn | None = None) -> Turn | None:
    """What a further question goes on from; after a courtesy still what was said before it."""
    if is_courtesy(answer.question):
        return before
    first = next(iter(answer.quotes or answer.closest), None)
    return Turn(answer.question) if first is None else Turn(answer.question, first.source.id, first.source.collection)


def _asked_before(question: str, previous: str) -> str:
    """What a question meant when it was asked already, at the end or between others; nothing where it was not."""
    same = rf"[¿¡]*{re.escape(question.strip(_MARKS))}"
    asked = re.compile(rf"(?:^|(?<=[?!.] )){same}(?=[?!.])[?!.]+|(?<!\w){same}\W*$", re.IGNORECASE)
    last = max(asked.finditer(previous), key=lambda match: match.end(), default=None)
    return "" if last is None else previous[: last.start()] + question


def _is_a_name(question: str) -> bool:
    """Whether it says nothing but names: "Venezuela?"."""
    return words(_without_names(analyze(f"so {question}"))) == ["so"]


def is_courtesy(question: str) -> bool:
    """Whether it asks nothing: "Thanks!" or "OK"."""
    return _COURTESY.fullmatch(question) is not None


def _goes_on(question: Question) -> bool:
    few = len(question.terms()) <= _FEW_TERMS
    return few or _GOES_ON.match(question.text) is not None or _says_nothing(question)


def _points_back(question: str) -> bool:
    return _POINTS_BACK.search(_EXPLETIVE.sub("", question)) is not None


def _says_nothing(question: Question) -> bool:
    return _SAYS_NOTHING.fullmatch(question.text) is not None or not question.terms()


def _without_names(question: Question) -> str:
    text = question.text
    for name in question.entities:
        spelled = r"\s+".join(map(re.escape, name))
        text = re.sub(rf"(?<!\w){spelled}(?![\w-])", "", text)
    return " ".join(text.split())
