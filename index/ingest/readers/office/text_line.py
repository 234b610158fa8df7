"""A line of a document that is being read, run after run, with the marks of its footnotes."""

from index.ingest.readers.document import NoteMark

SOFT_HYPHEN = "\u00ad"


class TextLine:
    """What a paragraph says so far, and how much of it is bold or in a font for code."""

    def __init__(self) -> None:
        self.text = ""
        self.notes: list[NoteMark] = []
        self._length = self._bold = self._code = 0  # characters that are no white space

    def add(self, text: str, is_bold: bool = False, is_code: bool = False) -> None:
        """Goes on with the text of a run."""
        text = text.replace(SOFT_HYPHEN, "")
        self.text += text
        length = len("".join(text.split()))
        self._length += length
        self._bold += length * is_bold
        self._code += length * is_code

    def mark(self, label: str) -> None:
        """Goes on with the mark of a footnote."""
        self.notes.append(NoteMark(len(self.text), label))

    @property
    def is_bold(self) -> bool:
        """Whether all of it is."""
        return 0 < self._length == self._bold

    @property
    def is_code(self) -> bool:
        """Whether all of it is in a font for code."""
        return 0 < self._length == self._code
