"""What is fuzzed, by name, and valid input to begin with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.articles import read, split
from tests.fuzz.documents import convert
from tests.fuzz.questions import ask
from tests.fuzz.settings import load
from tests.fuzz.texts import show

_ROOT = Path(__file__).resolve().parents[2]
_ARTICLE = (
    "The Flood\n\nPhoto: Ann Lee / Reuters\n\nThe river rose 2.5 metres overnight, “by dawn”, Mayor J. Ruiz said. "
    "He had opened the school (built in 1912).\nRead more: The bridge is closed again today\n\n## Later\n\n"
    "- [Sand](https://a.example/b)\n- Bags\n\nIt rained. Subscribe to our newsletter now.\n"
)
_FRONT_MATTER = "---\ntitle: The Flood\nid: 12\nauthor: [Ann, Bob]\ndate: 2020-01-02\nurl: https://a.example/b\n---\n"
_LINE = '{"id": 7, "title": "The Flood", "text": "It rained.\\nThe river rose \\u00e9.", "url": "https://a.example"}'
_ASCIIDOC = (
    "= The Flood\nAnn Lee <a@b.example>\n2020-01-02\n:river: the Ose\n\n"
    "{river} rose *2.5* metres.footnote:[At dawn.] See\n"
    "https://a.example/b[sand]. // no\n\n. Shut the gate\n+\n[source,sh]\n----\nshut --gate\n----\n. Run\n\n"
    "Weir:: A dam\n\n|===\n|Day |Level\n\n|Monday |2+\n|===\n"
)
_ORG = (
    "#+TITLE: The Flood\n#+DATE: <2020-01-02 Thu>\n* TODO The river :water:\n:ID: 1\n:END:\n"
    "It rose /2.5/ metres.[fn:1]\n"
    "- [ ] Shut the [[https://a.example/b][gate]]\n  #+begin_src sh\n  shut --gate\n  #+end_src\n- weir :: a dam\n\n"
    "| Day | Level |\n|-----+-------|\n| Mon | 2 |\n\n[fn:1] At \\alpha dawn.\n"
)
_DOCUMENTS = (
    b'\x00title;body;author;draft\nThe Flood;It rained all day.;Ann;no\nLater;"<p>It &amp; <b>snowed</b></p>";;\n',
    b"\x01Item\tPrice\nSand\t3,50\n",
    b'\x02{"items": [{"headline": "The Flood", "content": "<p>It rained.</p>", "created_at": "2020-01-02"}]}',
    b'\x02{"guild": {"id": "1"}, "channel": {"id": "2", "name": "flood"}, "messages": [{"id": "3", "timestamp": '
    b'"2020-01-02T08:00:00Z", "author": {"id": "4", "name": "Ann"}, "content": "It *rained*.\\n- Sand"}]}',
    b'\x02[{"type": "message", "ts": "1577952000.0001", "user": "U1", "text": "<@U2> see <https://a.example|this>"}]',
    b'\x03{"content": ["It rained.", "It snowed."], "question": "Why?", "_id": {"$oid": "1"}}\n',
    b'\x04{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "markdown", "source": ["It[^1] rained.\\n", "\\n", '
    b'"[^1]: Again."]}, {"cell_type": "code", "source": "shut()"}]}',
    b"\x05WEBVTT\n\nNOTE no\n\none\n00:01.000 --> 00:02.000\n<v Ann Lee>It <c.a>rained</c> &amp;\nsnowed.\n",
    b"\x061\n00:00:01,000 --> 00:00:02,000\n<i>It rained</i> and\n\n2\n00:00:02,000 --> 00:00:03,000\nsnowed.\n",
)
_QUESTIONS = (
    'Who said "an act of friendship" on 2 February 2025, according to the BBC?',
    "How many did Spain jail?\nand Italy?",
    "¿Quién cerró el puente la semana pasada? ¿Y por qué?\nThanks!",
    'Did 1,500,000 or 2.5 million people not come? title:"flood" AND *',
)
_QUESTION = '{"id": "1", "question": "Who?", "answerable": true, "answers": ["Ann"], "articles": ["7"]}'
_TALK = '{"id": "1", "turns": [{"question": "Who?", "answers": [], "articles": ["7"], "needs_context": false}]}'


@dataclass(frozen=True, slots=True)
class Target:
    """A function that takes any bytes and raises where it finds a fault, and valid ones."""

    run: Callable[[bytes], object]
    samples: tuple[bytes, ...]


def targets() -> dict[str, Target]:
    """All that is fuzzed, by name."""
    texts = (_ARTICLE, _FRONT_MATTER + _ARTICLE, _LINE, _ASCIIDOC, _ORG)
    settings = (_ROOT / "config" / "default.toml").read_bytes()
    calibration = (_ROOT / "config" / "confidence.json").read_bytes()
    lines = (settings, calibration, _QUESTION.encode(), _TALK.encode())
    files = tuple(bytes([kind]) + text.encode() for kind, text in enumerate(texts))
    return {
        "files": Target(read, files),
        "articles": Target(split, files),
        "documents": Target(convert, _DOCUMENTS),
        "questions": Target(ask, tuple(question.encode() for question in _QUESTIONS)),
        "texts": Target(show, tuple(b"\xa1" + text.encode() for text in (_ARTICLE, "https://a.example/ü?q=1#f"))),
        "settings": Target(load, tuple(bytes([kind]) + text for kind, text in enumerate(lines))),
    }
