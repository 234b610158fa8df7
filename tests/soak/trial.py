"""What a soak found out of one kind of fault."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trial:
    """One kind of fault, how often it was tried, and each time something was lost, half there or wrong, in a line."""

    fault: str
    tried: int
    failures: tuple[str, ...] = ()
    measured: str = ""
    """Figures that were measured beside, such as times, with their units."""

    @property
    def lost(self) -> int:
        """After how many of the faults something was lost, half there or wrong."""
        return len(self.failures)
