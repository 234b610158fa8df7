"""Attributes are worked out once, when they are first asked for."""

from dataclasses import dataclass, field, replace

import pytest

from index.lazy import lazy


@dataclass(frozen=True)
class Text:
    """A text that notes how often its length was worked out."""

    text: str
    noted: list[str] = field(default_factory=list)

    @lazy
    def length(self) -> int:
        """How long it is."""
        self.noted.append(self.text)
        return len(self.text)


def test_each_record_works_out_its_own_once() -> None:
    """What a method gave is kept for its record, and not for one that is made of it."""
    one = Text("one")
    assert (one.length, one.length, one.noted) == (3, 3, ["one"])
    other = replace(one, text="other")
    assert (other.length, one.length, one.noted) == (5, 3, ["one", "other"])
    assert one == Text("one", one.noted)


def test_an_error_is_not_kept() -> None:
    """What could not be worked out is tried again."""

    class Failing:
        tries = 0

        @lazy
        def value(self) -> int:
            self.tries += 1
            return 1 // (self.tries - 1)

    failing = Failing()
    with pytest.raises(ZeroDivisionError):
        failing.value  # noqa: B018  # asked for its error
    assert failing.value == 1


def test_a_class_has_what_is_said_of_it() -> None:
    """Asked of a class, an attribute tells what it is."""
    assert Text.length.__doc__ == "How long it is."
