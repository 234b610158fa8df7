"""Prints how the posts of a half are answered: python -m tests.quality.forum {development,held_out} [--titles].

Of the held-out half it prints figures alone; of the other also each post that was answered wrong.
"""

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from config import load_settings
from index.models.opening import open_encoder, open_reader
from tests.quality.forum.dataset import HALVES
from tests.quality.forum.measure import Figures, Told, ask, figures, opened

_DEVELOPMENT = "development"


def main() -> None:
    """Measures a half with the packaged models and the settings that ship."""
    parser = ArgumentParser(description="Measure the posts of forums.")
    parser.add_argument("half", choices=HALVES, nargs="?", default=_DEVELOPMENT)
    parser.add_argument("--titles", action="store_true", help="as where the bot may not read the bodies of posts")
    given = parser.parse_args()
    model = load_settings().model
    with TemporaryDirectory() as name:
        encoder = open_encoder(model.name, model.precision, Path(name) / "encoder", _say)
        passage_reader = open_reader(model.reader, Path(name) / "encoder", _say)
        with opened(given.half, Path(name), encoder, passage_reader) as (reader, names):
            told = ask(given.half, reader, names, given.titles)
    if given.half == _DEVELOPMENT:
        for one in told:
            if one.question is not None and not one.right:
                _say(f"wrong: {one.post.id} {one.post.kind}: {one.question}\n    {' '.join(one.quote.split())}")
    _say(_line(figures(told), told))


def _line(of: Figures, told: list[Told]) -> str:
    precision = "–" if of.precision is None else f"{of.precision:.3f}"
    answerable = sum(one.post.answerable for one in told)
    return (
        f"{of.posts} posts, {answerable} of them with an answer: {of.answered} answered, {of.right} of these right "
        f"({precision}), {of.answered - of.right} wrong; {of.share:.3f} of those with an answer answered"
    )


def _say(text: str) -> None:
    print(text)  # noqa: T201


if __name__ == "__main__":
    main()
