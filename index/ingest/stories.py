"""Settles which articles tell one story, by the near-duplicates among them."""

from collections.abc import Collection, Mapping

from index.ingest.near_duplicates import LEAST, are_near, sketch
from index.storage.library import Library


def settle_stories(library: Library, sketches: Mapping[int, Collection[int]]) -> None:
    """Settles which story each article tells that is new, or told one with an article that is gone.

    `sketches` are those that are known already, by the articles' numbers.
    """
    for number in library.stories.unsettled():
        known = sketches.get(number)
        own = sketch(_sentences(library, number)) if known is None else known
        # Who comes later shares with who was before, so each pair is compared once.
        sharing = library.stories.sharing(number, own, LEAST)
        extents = {other: story.extent for other, story in library.stories.get(sharing).items()}
        near = [other for other, shared in sharing.items() if are_near(shared, len(own), extents[other])]
        library.stories.put_shingles(number, own)
        library.stories.join(number, near)


def _sentences(library: Library, number: int) -> list[str]:
    """The sentences of an article that may be quoted, in order."""
    text = library.articles.get(number).plain
    passages = library.passages.get(library.passages.of_article(number))
    return [text[span.start : span.end] for stored in passages for span in stored.passage.sentences]
