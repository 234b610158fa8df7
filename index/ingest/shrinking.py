"""What a version before embedded, kept in less room bit by bit, and the room given back; answers go on meanwhile."""

from index.ingest.progress import DeadlineError, Meter
from index.storage.library import Library


def shrink(library: Library, meter: Meter, chunk: int) -> bool:
    """Keeps what a version before embedded as it is kept now, so many in a commit; tells whether that is all of it.

    Whatever ends this, the next sync goes on from there.
    """
    meter.expect_former(library.former.count())
    try:
        while done := library.former.convert(chunk):
            meter.add_former(done)
            meter.report()
    except DeadlineError:
        return library.former.count() == 0
    library.database.upkeep.compact()
    return True
