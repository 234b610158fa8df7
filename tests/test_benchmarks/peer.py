"""A system to compare with that needs no packages: the more words of a question a passage has, the better it is."""

from pathlib import Path

from tests.benchmarks.peers.protocol import TOP, Passage, read_passages, serve, write_passages


class WordCounter:
    """See Engine."""

    def __init__(self, folder: Path, setting: str) -> None:
        print("no reply, but what a library might print")  # noqa: T201
        self._file = folder / "index.jsonl"

    def index(self, files: list[Path]) -> None:
        """See Engine."""
        write_passages(self._file, read_passages(files))

    def search(self, question: str) -> list[int]:
        """See Engine."""
        words = set(question.lower().strip("?").split())

        def shared(passage: Passage) -> int:
            return len(words & set(passage.embedded.lower().strip(".").split()))

        return [passage.number for passage in sorted(read_passages([self._file]), key=shared, reverse=True)[:TOP]]


if __name__ == "__main__":
    serve(WordCounter)
