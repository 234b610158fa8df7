"""Hostile input from a seed: valid input, with bytes changed and pieces moved, repeated and put in."""

from collections.abc import Sequence
from random import Random

_SIGNS = (
    *("\0", "\x1b[31m", "\x07", "\x7f", "\x85", "\u2028", "\ufeff", "\u200b", "\u200d", "\u0301", "\uffff"),
    *("\u202e", "\u2066", "\u061c", "\n", "\r\n", "\r", "\t", " ", "\u00a0", "\v", "\f", "\x1c"),
    *("“", "”", "«", '"', "'", "(", ")", "[", "]", "{", "}", "<", ">", "![", "](", "|", "#", "# ", "> ", "- "),
    *("---\n", "===\n", "```\n", "1. ", "1,", ".111", " 111", "\u0663", "½", "1e999", "-", "–", "_", "*", "\\"),
    *("&a ", "*a", "<<: ", "!!int ", "? ", ": ", "|\n", "%YAML", "null", "true", "\\ud800", "\\u0000", "[[[[", "{{"),
    *("😀", "👩\u200d💻", "🇪🇸", "ǅ", "ß", "İ", "ﬃ", "⑽", "日本語。", "עברית", "ة", "ไทย"),
)  # fmt: skip
_WORDS = (
    *("The ", "He said ", "Ann Lee ", "U.S. ", "Mr. ", "so ", "and ", "not ", "n't", "two million ", "in May "),
    *(
        "31 February 99999",
        "ſept 3",
        "2020-13-01",
        "0000-00-00",
        "last week",
        "title:",
        " AND ",
        "Read more: ",
        "Subscribe now",
    ),
    *("@everyone", "<@1>", "<t:1>", "https://", "//", ":smile:", "© ", "share ", "word " * 100, "x" * 200, "9" * 400),
)
PIECES = tuple(piece.encode() for piece in _SIGNS + _WORDS)
_LIMIT = 12  # changes of a case
_BROKEN = 0.01  # of the cases may be no UTF-8
_MAX_TIMES = 64  # that a piece is repeated


def generated(random: Random, samples: Sequence[bytes]) -> bytes:
    """Make a case from one of the samples, or from pieces alone."""
    data = bytearray(random.choice(samples) if random.random() < 0.7 else bytes([random.randrange(256)]))
    for _ in range(random.randint(1, _LIMIT)):
        _CHANGES[random.randrange(len(_CHANGES))](random, data)
    # One byte that is not UTF-8 makes all of a file so, and its encoding takes long to guess.
    return bytes(data) if random.random() < _BROKEN else data.decode(errors="ignore").encode()


def _put_in(random: Random, data: bytearray) -> None:
    place = random.randint(0, len(data))
    times = random.randint(2, _MAX_TIMES) if random.random() < 0.1 else 1
    data[place:place] = random.choice(PIECES) * times


def _change(random: Random, data: bytearray) -> None:
    if data:
        data[random.randrange(len(data))] = random.randrange(256)


def _cut_out(random: Random, data: bytearray) -> None:
    start = random.randint(0, len(data))
    del data[start : start + random.randint(1, 40)]


def _repeat(random: Random, data: bytearray) -> None:
    start, place = random.randint(0, len(data)), random.randint(0, len(data))
    data[place:place] = data[start : start + random.randint(1, 40)] * random.randint(1, 4)


_CHANGES = (_put_in, _put_in, _put_in, _change, _cut_out, _repeat)
