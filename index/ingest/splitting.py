"""From an article to what is stored of it: its language, its passages without boilerplate, and what they embed."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from index.ingest.blocks import blocks_of
from index.ingest.boilerplate import find_boilerplate, fingerprint
from index.ingest.embedding import EmbeddingTexts
from index.ingest.near_duplicates import sketch
from index.ingest.passages import split_passages
from index.models.encoder import Encoder
from index.models.inputs import embedded_texts, embedding_key, sentence_places
from index.records import Article, Passage
from index.storage.rows import SplitArticle
from index.text.language import recognize

ArticleCounts = Callable[[set[int]], Mapping[int, int]]
"""Tells of lines, by their fingerprints, in how many articles each stands with this one; 1 if this keeps it for all."""


def split_article(
    article: Article, digest: bytes, encoder: Encoder, count_articles: ArticleCounts, beside: str | None = None
) -> tuple[SplitArticle, dict[bytes, EmbeddingTexts]]:
    """Splits an article; gives it with the texts of its embeddings by their hashes.

    `beside` is the language of the articles beside it, None where that is not known yet.
    """
    recognition = recognize(f"{article.source.title}\n{article.plain[article.body :]}")
    is_open = beside is None and recognition.is_open
    article = replace(article, language="" if is_open else recognition.beside(beside or "en"))
    blocks = blocks_of(article)
    said = [article.plain[slice(*block.span)] for block in blocks]
    fingerprints = [fingerprint(text) for text in said]
    counts = count_articles(set(fingerprints))
    marks = find_boilerplate(article, blocks, [counts[text] for text in fingerprints])
    kept = [block for block, marked in zip(blocks, marks, strict=True) if not marked]
    passages, texts = list[tuple[Passage, bytes]](), dict[bytes, EmbeddingTexts]()
    for passage in split_passages(article, kept, encoder):
        embedded = embedded_texts(article, passage)
        key = embedding_key(embedded)
        texts[key] = EmbeddingTexts(embedded[0], sentence_places(article, passage))
        passages.append((passage, key))
    said_in_passages = (article.plain[slice(*span)] for passage, _ in passages for span in passage.sentences)
    return SplitArticle(article, digest, tuple(passages), dict(counts), sketch(said_in_passages)), texts
