"""What all systems index: the passages that Quotebot made of the articles."""

from pathlib import Path

import msgspec
from tokenizers import Tokenizer

from index.evaluation.rankings import Judge
from index.files.data_folder import DataFolder
from index.storage.library import Library
from tests.benchmarks.peers.protocol import Passage


class Contents(msgspec.Struct, frozen=True):
    """Passages with the ids of their articles, and how many tokens there are to embed."""

    passages: list[Passage]
    articles: list[str]
    tokens: int

    def judge(self) -> Judge:
        """What knows which of them are right."""
        pairs = zip(self.passages, self.articles, strict=True)
        return Judge((passage.number, article, passage.text) for passage, article in pairs)


def read_contents(folder: Path, model: Path) -> Contents:
    """Reads the contents of an index of Quotebot's, with their tokens as the model in a folder counts them."""
    passages, articles = list[Passage](), list[str]()
    with Library.open(DataFolder(folder)) as library, library.reading():
        for article, stored in library.with_articles():
            span = stored.passage.span
            passages.append(Passage(stored.number, article.source.title, article.text[span.start : span.end]))
            articles.append(article.source.id)
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokens = sum(map(len, tokenizer.encode_batch_fast([passage.embedded for passage in passages])))
    return Contents(passages, articles, tokens)
