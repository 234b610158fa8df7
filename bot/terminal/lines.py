"""Text in lines of the terminal's width, set further in."""

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text


@dataclass(frozen=True, slots=True)
class Lines:
    """Text that is laid out once; within rich's Padding its lines would be parted, measured and filled again.

    It is shown as that shows it: its lines are filled with spaces, and `below` empty ones follow.
    """

    text: Text
    left: int = 0
    below: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width, style = options.max_width - self.left, console.get_style(self.text.style)
        for line in self.text.wrap(console, width) if width > 0 else ():
            yield Segment(" " * self.left)
            yield from line.render(console) if line.spans else [Segment(line.plain, style)]
            yield Segment(" " * (width - line.cell_len) + "\n")
        for _ in range(self.below):
            yield Segment(" " * options.max_width + "\n")


def indented(part: RenderableType, left: int = 0, below: int = 0) -> RenderableType:
    """Set what is shown further in, with so many empty lines below."""
    return Lines(part, left, below) if isinstance(part, Text) else Padding(part, (0, 0, below, left))
