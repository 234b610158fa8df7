"""Pieces of other languages within a text: formulas, code, and what is meant for one kind of output."""

import re

from index.ingest.readers.markup.sourced_text import Edit, SourcedText, edited

_FORMULA = re.compile(
    r"\\\([^\\]{0,200}(?:\\[^()\[\]][^\\]{0,200}){0,50}\\\)|\\\[[^\\]{0,200}(?:\\[^()\[\]][^\\]{0,200}){0,50}\\\]"
    r"|\$\$[^$]{1,500}\$\$|(?<![\w$])\$(?![\s$.,;\"'])[^$\n]{1,200}(?<![\s.,])\$(?=[\s\-.,:;!?'\")}]|\Z)"
)
_SNIPPET = re.compile(r"@@[\w-]+:[^@]*@@")
_CODE = re.compile(r"(?<!\w)src_[\w-]{1,50}(?:\[[^\[\]\n]{0,200}\])?\{([^{}\n]{0,500})\}")
_CALL = re.compile(r"(?<!\w)call_[\w-]{1,50}(?:\[[^\[\]\n]{0,200}\])?\([^()\n]{0,500}\)(?:\[[^\[\]\n]{0,200}\])?")


def with_literal_fragments(text: SourcedText) -> SourcedText:
    """A text in which formulas stand as they are, and code without what tells its language."""
    if "$" in text.seen or "\\" in text.seen:
        text = edited(
            text, (Edit(*match.span(), text.part(*match.span()).literal()) for match in _FORMULA.finditer(text.seen))
        )
    if "src_" in text.seen:
        text = edited(
            text, (Edit(*match.span(), text.part(*match.span(1)).literal()) for match in _CODE.finditer(text.seen))
        )
    if "call_" in text.seen:
        text = edited(text, (Edit(*match.span()) for match in _CALL.finditer(text.seen)))
    return text


def without_snippets(text: SourcedText) -> SourcedText:
    """A text without what is meant for one kind of output."""
    if "@@" not in text.seen:
        return text
    return edited(text, (Edit(*match.span()) for match in _SNIPPET.finditer(text.seen)))
