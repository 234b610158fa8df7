"""The inline tokens of markdown-it, each with where it stands in what was parsed, which markdown-it does not tell."""

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

START, END = "start", "end"
"""In the `meta` of an inline token: from where to where what it was made of stands in the text that was parsed."""

_Rule = Callable[[StateInline, bool], bool]
_DEEPEST = 100  # elements in one another; a list and its item are two


class _PositionedInline(ParserInline):
    """Tokenizes as its base does, and notes of each token where it stands."""

    def tokenize(self, state: StateInline) -> None:
        """Tokenizes the text of a state up to its end."""
        super().tokenize(state)
        if state.tokens and START not in state.tokens[-1].meta:  # the text that no rule ended
            last = state.tokens[-1]
            last.meta |= {START: state.posMax - len(last.content), END: state.posMax}

    def note_positions(self) -> None:
        """Has the rules that are there by now note where their tokens stand."""
        for name, rule in zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True):
            self.ruler.at(name, _positioned(rule))


def _positioned(rule: _Rule) -> _Rule:
    def positioned(state: StateInline, silent: bool) -> bool:
        start, count, pending = state.pos, len(state.tokens), len(state.pending)
        found = rule(state, silent)
        if found and not silent:
            for token in state.tokens[count:]:
                if START in token.meta:
                    continue
                if pending and token is state.tokens[count]:
                    token.meta |= {START: start - pending, END: start - pending + len(token.content)}
                else:
                    token.meta |= {START: start, END: state.pos}
                    start += len(token.content) if token.type == "text" else 0  # of delimiters one by one
        return found

    return positioned


@cache
def parser(mdx: bool) -> MarkdownIt:
    """CommonMark with tables, footnotes, definition lists and mathematics; of MDX without indented code."""
    # Beyond its depth the parser drops all that is left, which from 20 on is the tenth level of a list.
    markdown, inline = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}), _PositionedInline()
    markdown.inline = inline
    markdown.enable(["table", "strikethrough"])
    markdown.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    markdown.use(dollarmath_plugin, allow_space=False, allow_digits=False)
    # What is hidden was left out before, and what looks like a tag then is text.
    markdown.disable(["html_block", "html_inline", "text_join", "fragments_join"])
    if mdx:
        markdown.disable("code")
    inline.note_positions()
    return markdown
