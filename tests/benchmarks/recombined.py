"""Articles without end, recombined from the sentences of real ones.

An article has the sentences of a real one and of those nearest to it, in another order, and in each sentence names,
numbers and other words are exchanged, so often that no four words in a row stay, other than the commonest. Names are
drawn from real ones and, ever rarer, from made-up ones, as many as make the vocabulary grow as that of real text does.
What such sentences say is nonsense; how long they are, which words they share and how often, is not.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

import msgspec

from tests.benchmarks.pool import Pool, is_kept, parts

_PARAGRAPHS = 8, 12  # of an article, each a passage
_WORDS = 60, 100  # of a paragraph; its last sentence may go beyond
_PUBLISHERS = 200
_ROW = 3  # words on end that may stay
_EXCHANGED = 0.2  # of the words that are neither names nor numbers, at least
_MADE_UP = 0.03  # of the words put in their stead, how many are made up
# Names by their rank: Pareto's law, moved so that the first few are not half of all text.
_TAIL, _HEAD = 1.5, 1000.0
_SYLLABLES = """
    ba bel bri ca cor dan del dor el en fal far gal gor ha hel im is ja kar kel la lin lo ma mar mel mi na nor o or pa
    per qui ra ren ri ro sa sel so ta tan tel ti tor u ul va ven vi vor wa win xan ya yor za zel
""".split()  # noqa: SIM905
_DIGIT = re.compile(r"\d")


class Line(msgspec.Struct, omit_defaults=True):
    """A line of the corpus: an article as the product reads it."""

    id: str
    title: str
    text: str
    publisher: str | None = None
    published_at: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """An article of the corpus: as a line, and where it is recombined its paragraphs' sentences.

    Each of these with the number of the real one in the pool that it was made from.
    """

    line: Line
    paragraphs: tuple[tuple[tuple[int, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Template:
    """A real sentence, with the positions of the words that are exchanged and what is put there."""

    words: tuple[str, ...]
    exchanged: tuple[tuple[int, str, Callable[[], str], str], ...]


class Recombined:
    """Makes articles out of a pool, the same by the same seed."""

    def __init__(self, pool: Pool, seed: int) -> None:
        self._pool = pool
        self._random = Random(seed)
        cores = [parts(word)[1] for sentence in pool.sentences for word in sentence.words[1:] if not is_kept(word)]
        plain = [core for core in cores if not _is_name(core) and not _DIGIT.search(core)]
        self._plain = plain  # as often as they occur
        self._names = sorted({core for core in cores if _is_name(core)})
        self._random.shuffle(self._names)
        self._templates = [self._template(" ".join(sentence.words)) for sentence in pool.sentences]
        self._owners = [number for number, subject in enumerate(pool.subjects) for _ in subject]

    def articles(self) -> Iterator[Made]:
        """Articles without end: first the real ones as they are."""
        for article, _ in self._pool.articles:
            yield Made(Line(article.source.id, article.source.title, article.text[article.body :]))
        for number in count():
            yield self._made(number)

    def _made(self, number: int) -> Made:
        random = self._random
        subject = self._pool.subjects[random.choice(self._owners)]
        title = self._template(self._pool.sentences[subject[0]].title)
        sentences = iter(random.sample(subject, len(subject)))
        drawn = (self._paragraph(sentences) for _ in range(random.randint(*_PARAGRAPHS)))
        paragraphs = tuple(paragraph for paragraph in drawn if paragraph)
        line = Line(
            f"made-{number:07}",
            f"{self._name()} {self._filled(title)}",
            "\n\n".join(" ".join(text for _, text in paragraph) for paragraph in paragraphs),
            f"The {self._names[random.randrange(_PUBLISHERS) % len(self._names)]} Post",
            f"{random.randint(1990, 2025)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        )
        return Made(line, paragraphs)

    def _paragraph(self, sentences: Iterator[int]) -> tuple[tuple[int, str], ...]:
        least, words, taken = self._random.randint(*_WORDS), 0, list[tuple[int, str]]()
        for number in sentences:
            template = self._templates[number]
            taken.append((number, self._filled(template)))
            words += len(template.words)
            if words >= least:
                break
        return tuple(taken)

    def _template(self, text: str) -> _Template:
        words = tuple(text.split())
        free = [position for position, word in enumerate(words) if not is_kept(word)]
        chosen = {
            position for position in free if _is_fact(words[position], position) or self._random.random() < _EXCHANGED
        }
        for first in range(len(words) - _ROW):  # no more words than may stay on end
            row = range(first, first + _ROW + 1)
            if chosen.isdisjoint(row):
                chosen.update([position for position in free if position in row][-1:])
        return _Template(words, tuple(self._exchange(position, words[position]) for position in sorted(chosen)))

    def _exchange(self, position: int, word: str) -> tuple[int, str, Callable[[], str], str]:
        """A position in a sentence, and what draws another word for it, with what stood before and behind the word."""
        before, core, behind = parts(word)
        if _DIGIT.search(core):
            return position, before, lambda: _DIGIT.sub(lambda _: str(self._random.randrange(10)), core), behind
        if not _is_name(core):
            return position, before, self._word, behind
        return position, before, self._name if position else (lambda: self._word().capitalize()), behind

    def _filled(self, template: _Template) -> str:
        words = list(template.words)
        for position, before, draw, behind in template.exchanged:
            words[position] = f"{before}{draw()}{behind}"
        return " ".join(words)

    def _word(self) -> str:
        if self._random.random() < _MADE_UP:
            return _spelled(self._rank())
        return self._plain[int(self._random.random() * len(self._plain))]

    def _name(self) -> str:
        rank = self._rank()
        return self._names[rank] if rank < len(self._names) else _spelled(rank).capitalize()

    def _rank(self) -> int:
        return int(_HEAD * ((1 - self._random.random()) ** -_TAIL - 1))


def _is_name(core: str) -> bool:
    return core[:1].isupper()


def _is_fact(word: str, position: int) -> bool:
    """Whether a word is a number or, not opening a sentence, a name."""
    core = parts(word)[1]
    return bool(_DIGIT.search(core)) or (_is_name(core) and position > 0)


def _spelled(rank: int) -> str:
    """A word of its own for each number."""
    rank += len(_SYLLABLES)  # two syllables at least
    invented = ""
    while rank:
        rank, digit = divmod(rank, len(_SYLLABLES))
        invented += _SYLLABLES[digit]
    return invented
