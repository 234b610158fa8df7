"""What a version before embedded, kept in less room bit by bit, and the room given back; answers go on meanwhile."""

from index.ingest.progress import DeadlineError, Meter
from index.storage.library import Library

_CHUNK = 512  # embeddings of a commit: some 100 MB while they are worked on


def shrink(library: Library, meter: Meter) -> bool:
    """Keeps what a version before embedded as it is kept now; tells whether that is all of it.

    What is done is done, whatever ends this; the next sync goes on.
    """
    meter.expect_former(library.former.count())
    try:
        while done := library.former.convert(_CHUNK):
            meter.add_former(done)
            meter.report()
    except DeadlineError:
        return library.former.count() == 0
    library.compact()
    return True
