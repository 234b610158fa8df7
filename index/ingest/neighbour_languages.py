"""The languages of the articles beside one, which tell its own where it is too short to."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import PurePath


class NeighbourLanguages:
    """In which languages most articles of each folder are, and of all."""

    def __init__(self, by_path: Iterable[tuple[str, str]]) -> None:
        """Takes the paths of articles, each with the article's language."""
        self._all = Counter[str]()
        self._folders = defaultdict[str, Counter[str]](Counter)
        for path, language in by_path:
            self._all[language] += 1
            self._folders[_folder(path)][language] += 1

    def beside(self, path: str | None) -> str:
        """The language of most articles in the folder of one, of most articles where it stands alone, else English."""
        counts = self._folders.get(_folder(path or "")) or self._all
        return max(counts, key=lambda language: (counts[language], language), default="en")


def _folder(path: str) -> str:
    return str(PurePath(path).parent)
