"""From an article to what is stored of it: its language, its passages without boilerplate, and what they embed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.ingest.blocks import blocks_of
from index.ingest.boilerplate import find_boilerplate, fingerprint
from index.ingest.embedding import EmbeddingTexts
from index.ingest.near_duplicates import sketch
from index.ingest.passages import split_passages
from index.ingest.workers import Tools
from index.models.encoder import Encoder
from index.models.inputs import embedded_texts, embedding_key, sentence_places
from index.records import Article, Block, Passage
from index.storage.rows import SplitArticle
from index.text.language import recognize

ArticleCounts = Callable[[set[int]], Mapping[int, int]]
"""Tells of lines, by their fingerprints, in how many articles each stands with this one; 1 if this keeps it for all."""


Split = tuple[SplitArticle, dict[bytes, EmbeddingTexts]]
"""An article that is split, and the texts of its embeddings by their hashes."""


@dataclass(frozen=True, slots=True)
class CountedArticle:
    """An article with all that splitting it takes: its blocks, and in how many articles each line of these stands.

    `fingerprints` are those of the blocks, `counts` by these as ArticleCounts gives them. `beside` is the language of
    the articles beside it, None where that is not known yet.
    """

    article: Article
    digest: bytes
    blocks: Sequence[Block]
    fingerprints: Sequence[int]
    counts: Mapping[int, int]
    beside: str | None = None

    @property
    def weight(self) -> int:
        """How much of it there is to split, in characters."""
        return len(self.article.text)


def split_article(
    article: Article, digest: bytes, encoder: Encoder, count_articles: ArticleCounts, beside: str | None = None
) -> Split:
    """Counts the lines of an article and splits it."""
    return split(encoder, count_lines(article, digest, count_articles, beside))


def count_lines(
    article: Article, digest: bytes, count_articles: ArticleCounts, beside: str | None = None
) -> CountedArticle:
    """Finds the blocks of an article, and in how many articles their lines stand."""
    blocks = blocks_of(article)
    fingerprints = [fingerprint(article.plain[slice(*block.span)]) for block in blocks]
    return CountedArticle(article, digest, blocks, fingerprints, count_articles(set(fingerprints)), beside)


def split_counted(tools: Tools, counted: CountedArticle) -> Split:
    """Splits an article whose lines are counted, wherever that is done: it says all that it takes."""
    return split(tools.encoder, counted)


def split(encoder: Encoder, counted: CountedArticle) -> Split:
    """Splits an article whose lines are counted."""
    article, blocks, counts, beside = counted.article, counted.blocks, counted.counts, counted.beside
    recognition = recognize(f"{article.source.title}\n{article.plain[article.body :]}")
    is_open = beside is None and recognition.is_open
    article = replace(article, language="" if is_open else recognition.beside(beside or "en"))
    marks = find_boilerplate(article, blocks, [counts[text] for text in counted.fingerprints])
    kept = [block for block, marked in zip(blocks, marks, strict=True) if not marked]
    passages, texts = list[tuple[Passage, bytes]](), dict[bytes, EmbeddingTexts]()
    for passage in split_passages(article, kept, encoder):
        embedded = embedded_texts(article, passage)
        key = embedding_key(embedded)
        texts[key] = EmbeddingTexts(embedded[0], sentence_places(article, passage))
        passages.append((passage, key))
    said_in_passages = (article.plain[slice(*span)] for passage, _ in passages for span in passage.sentences)
    return SplitArticle(article, counted.digest, tuple(passages), dict(counts), sketch(said_in_passages)), texts
