"""What the encoder is given is the same in every form of a text, and its sentences stand where they are said to."""

import unicodedata
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from index.models.inputs import embedded_texts, embedding_key, sentence_places
from index.records import Article, Passage, Source, Span
from index.text.normal_form import normal_form

ENDS = st.sampled_from([". ", "! ", ".\u00ad\n", "。", ".  "])
SENTENCES = ["Müller kam", "İstanbul’da kızlar", "of\u00adfice ﬁle", "がぎ", "plain", "zero\u200bspace", "ÅÅÅ"]


def passage_of(title: str, heading: str, parts: list[tuple[str, str]]) -> tuple[Article, Passage]:
    """An article with one passage, of sentences and what stands behind each."""
    ends = list(accumulate(len(sentence) + len(end) for sentence, end in parts))
    starts = [0, *ends[:-1]]
    spans = tuple(Span(start, start + len(sentence)) for start, (sentence, _) in zip(starts, parts, strict=True))
    text = "".join(sentence + end for sentence, end in parts)
    return Article(Source("a", title), text), Passage(Span(0, spans[-1].end), spans, heading)


def decomposed(text: str) -> str:
    """The text in letters and accents apart."""
    return unicodedata.normalize("NFD", text)


@given(st.lists(st.tuples(st.sampled_from(SENTENCES) | st.text("aé\u0301\u00ad b", min_size=1), ENDS), min_size=1))
def test_sentences_stand_in_what_is_embedded(parts: list[tuple[str, str]]) -> None:
    """Each sentence stands in the embedded text of its passage at its place, in normal form, and is embedded alone."""
    article, passage = passage_of("Título", "", parts)
    whole, *alone = embedded_texts(article, passage)
    places = sentence_places(article, passage)
    assert [whole[start:end] for start, end in places] == [normal_form(sentence) for sentence, _ in parts]
    assert alone == ["Título. " + whole[start:end] for start, end in places]


def test_twins_are_embedded_alike() -> None:
    """An article in decomposed letters, with soft hyphens, is given to the encoder as its composed twin is."""
    parts = [("Der Müller schloß die Mühle", ". "), ("Señora Núñez half", ".")]
    twin = [(decomposed(sentence).replace("half", "ha\u00adlf"), end) for sentence, end in parts]
    composed = embedded_texts(*passage_of("Zoë", "Café", parts))
    apart = embedded_texts(*passage_of(decomposed("Zoë"), decomposed("Café"), twin))
    assert composed == apart
    assert embedding_key(composed) == embedding_key(apart)
    assert composed[1] == "Zoë. Café. Der Müller schloß die Mühle"
