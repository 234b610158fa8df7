"""The names in a question: who or what an answer must speak of."""

import re
import unicodedata
from functools import lru_cache

from index.text.analysis import asked_in, is_stopword

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-][^\W_]+)*")
_CAPITALIZED_SHARE = 0.7  # a question with more capitals than that says nothing by them


def find_entities(question: str) -> list[tuple[str, ...]]:
    """Runs of capitalized words, the question's first word and its stopwords aside: `("Gustavo", "Petro")`."""
    if not has_telling_capitals(question):
        return []
    tokens, language = list(_TOKEN.finditer(question)), asked_in(question)
    capitalized = [token[0][0].isupper() for token in tokens]
    found = list[list[str]]()
    end = -1
    for number, token in enumerate(tokens):
        stopword = is_stopword(token[0], language) and not _is_acronym(token[0])
        if number == 0 or not capitalized[number] or stopword:
            continue
        if found and question[end : token.start()] == " ":
            found[-1].append(token[0])
        else:
            found.append([token[0]])
        end = token.end()
    return [tuple(run) for run in found]


def has_telling_capitals(question: str) -> bool:
    """Whether capitals say anything in a question, since not almost all of its words have one."""
    tokens = _TOKEN.findall(question)
    return len(tokens) <= 3 or sum(token[0].isupper() for token in tokens) <= _CAPITALIZED_SHARE * len(tokens)


def mentions_entity(text: str, name: tuple[str, ...]) -> bool:
    """Whether a text speaks of a name: by its last word, written as a name, or by its initials."""
    initials = "".join(word[0] for word in name)
    wanted = {_folded(name[-1])} | ({_folded(initials)} if len(name) > 1 else set())
    return any(token[0][0].isupper() and _same(_folded(token[0]), wanted) for token in _TOKEN.finditer(text))


def _is_acronym(word: str) -> bool:
    """Whether a word that is else a stopword is meant as a name, as is US."""
    return len(word) > 1 and word.isupper()


def _same(word: str, wanted: set[str]) -> bool:
    """Whether a word is one of those wanted, or one is the other's stem, as in Salvador and Salvadoran."""
    return any(
        word == other or (min(len(word), len(other)) >= 4 and (word.startswith(other) or other.startswith(word)))
        for other in wanted
    )


@lru_cache(maxsize=8192)  # the same words come again and again
def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.replace(".", "")).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character))
