"""Settles which articles tell one story, by the near-duplicates among them."""

from index.ingest.near_duplicates import are_near, sketch
from index.storage.library import Library


def settle_stories(library: Library) -> None:
    """Settles which story each article tells that is new, or told one with an article that is gone."""
    unsettled = library.stories.unsettled()
    for number in unsettled:
        library.stories.put_shingles(number, sketch(_sentences(library, number)))
    for number in unsettled:
        sharing = library.stories.sharing(number)
        extents = {other: story.extent for other, story in library.stories.get([number, *sharing]).items()}
        near = [other for other, shared in sharing.items() if are_near(shared, extents[number], extents[other])]
        library.stories.join(number, near)


def _sentences(library: Library, number: int) -> list[str]:
    """The sentences of an article that may be quoted, in order."""
    text = library.articles.get(number).plain
    passages = library.passages.get(library.passages.of_article(number))
    return [text[span.start : span.end] for stored in passages for span in stored.passage.sentences]
