"""The footnotes and endnotes of a document, told apart by their numbers."""

from dataclasses import dataclass, field

from index.ingest.readers.markup.numerals import numeral


@dataclass(frozen=True, slots=True)
class Notes:
    """The labels of notes in the order of their marks, by whether it is an endnote and its id."""

    labels: dict[tuple[bool, str], str] = field(default_factory=dict)

    def label(self, is_endnote: bool, note: str) -> str:
        """The label of a note, which is a number, of an endnote a Roman one."""
        key = is_endnote, note
        if key not in self.labels:
            count = 1 + sum(one == is_endnote for one, _ in self.labels)
            self.labels[key] = numeral(count, "lowerroman" if is_endnote else "arabic")
        return self.labels[key]
