"""What reading and writing both see to: that vectors are of one model, and that the search indexes are whole."""

from index.errors import QuotebotError
from index.files.data_folder import DataFolder
from index.models.encoder import Encoder
from index.storage.library import Library
from index.storage.snapshots import Snapshots


class OtherModelError(QuotebotError):
    """The index holds vectors of another model than the one in the settings."""


def recover(data_folder: DataFolder) -> bool:
    """Writes search indexes that are missing or damaged anew from the library, nothing embedded again.

    Every byte of them is read to know; tells whether there was anything to recover. Raises BusyError.
    """
    with data_folder.lock(patience=30), Library.open(data_folder) as library:
        snapshots = Snapshots.of(data_folder, library)
        if not snapshots.verify():
            return False
        with library.writing():
            snapshots.advance(int(library.facts.get("dimension") or 1), (), (), anew=True)
        snapshots.tidy()
        return True


def require_model(library: Library, encoder: Encoder) -> None:
    """Raises OtherModelError unless the index is empty or its vectors are this encoder's."""
    fingerprint_of_index = library.facts.get("fingerprint")
    if fingerprint_of_index not in (None, encoder.fingerprint):
        raise OtherModelError(
            "this index was made with another model or precision than the settings name (model.name, model.precision); "
            "set them back, or embed all articles again with: quotebot sync --rebuild"
        )
