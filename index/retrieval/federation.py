"""From a question to the passages of one or several indexes that may answer it, best first.

question -> spelled as all vocabularies have it, encoded once -> each index -> merged
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from index.records import PassageHit, Source, Span
from index.retrieval.candidates import ArticleBoost, Candidate, SearchResult, merge
from index.retrieval.filters import Wanted
from index.retrieval.hybrid import EncodedQuery
from index.retrieval.index_reader import IndexReader
from index.retrieval.query import legible, understand
from index.text.question import analyze
from index.text.spelling import closest


class Federation:
    """Searches several collections as if they were one."""

    def __init__(self, readers: Mapping[str, IndexReader], wanted: Wanted | None = None) -> None:
        """Takes a reader for each collection, by its name; only articles that are wanted are found."""
        self._readers = readers
        self._wanted = wanted

    def find(self, question: str, limit: int, *, article_boost: ArticleBoost | None = None) -> SearchResult:
        """The `limit` best passages for a question, whichever retriever found them.

        All passages of a boosted article are among those that are ranked.
        """
        readers = list(self._readers.values())
        if not readers:
            return SearchResult(understand(analyze(legible(question)), date.today()), 0, {}, 0.0, ())
        encoded_query = prepare(question, readers)
        results = [reader.retrieve(encoded_query, limit, self._wanted, article_boost) for reader in readers]
        return merge(results, limit, readers[0].weights.dense)

    def search(self, query: str, limit: int) -> list[PassageHit]:
        """The `limit` best passages for a query, as they stand in their articles."""
        return self.find(query, limit).hits

    def before(self, candidate: Candidate) -> Span | None:
        """See Finder."""
        return self._readers[candidate.article.source.collection].articles.before(candidate)

    def text_of(self, source: Source) -> str:
        """See Finder."""
        return self._readers[source.collection].articles.text_of(source)


def prepare(question: str, readers: Sequence[IndexReader]) -> EncodedQuery:
    """A question as these indexes are searched for it, what is misspelt in it put right by the words of all of them."""
    asked = analyze(legible(question))
    languages, misspelt = zip(*(reader.misspelling_candidates(asked) for reader in readers), strict=True)
    query = understand(asked, date.today(), sorted(frozenset[str]().union(*languages)))
    # All at once, since each call to an encoder that many share waits for others.
    unknown = readers[0].out_of_vocabulary(sorted(set.intersection(*map(set, misspelt))))
    # Most of them are like no other, which is told faster than all words are listed.
    similar = [word for word in unknown if any(reader.holds_similar(word, misspelt[0][word]) for reader in readers)]
    vocabularies = {letter: _vocabulary(readers, letter) for letter in {word[0] for word in similar}}
    meant = {word: closest(word, vocabularies[word[0]], misspelt[0][word]) for word in similar}
    spellings = {word: other for word, other in meant.items() if other}
    if spellings:
        query = query.spelled(spellings)
    query = replace(query, unknown=frozenset(unknown) - spellings.keys())
    return EncodedQuery(query, readers[0].encode(query.text) if query.terms or query.phrases else None)


def _vocabulary(readers: Sequence[IndexReader], prefix: str) -> Counter[str]:
    """The words of all indexes that begin with this: how many passages hold each."""
    known = Counter[str]()
    for reader in readers:
        known.update(reader.vocabulary(prefix))
    return known
