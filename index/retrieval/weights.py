"""What counts how much in ranking, in the choice of sentences, in dialogues, and where texts are compared.

Found on two question sets by cross-validation over their articles, as docs/quality.md tells.
"""

from pathlib import Path
from typing import Annotated

import msgspec

from index.errors import QuotebotError
from index.json_decoding import from_json

DEFAULT = Path(__file__).resolve().parents[2] / "config" / "weights.json"

Weight = Annotated[float, msgspec.Meta(ge=0, le=1e6)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Limit = Annotated[int, msgspec.Meta(ge=1)]


class RankingWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How passages are ranked.

    `dense` is the share of the cosine in a score, the rest is that of BM25; `best_sentence` the share of the best
    sentence in the cosine, the rest is the passage's own. `late_passage` and `late_sentence` are what late interaction
    with the passage, and with its best sentence, adds. `metadata_match` goes to an article of the publisher, author or
    days that a question names, each: of questions whose first quote is right one in forty would get another if the best
    other article had it by mistake. `least_idf` is what a word of a question counts in late interaction however common
    it is. A near-duplicate is a passage of whose words `near_duplicate` stand in another. Each search index gives
    `retrieved` passages, and the best `rescored` of them are looked at by late interaction.
    """

    dense: Share
    best_sentence: Share
    late_passage: Weight
    late_sentence: Weight
    metadata_match: Weight
    least_idf: Weight
    near_duplicate: Share
    retrieved: Limit
    rescored: Limit


class SentenceWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How sentences are chosen: a conditional logit over all sentences of the candidates.

    `passage` is for the passage's score, `cosine` for the sentence's, `late` for late interaction with it, and
    `late_pair` with it and the one before it; `coverage` for the share of the question's terms that sentence, title and
    heading hold, `coverage_unspaced` in its place in a question of a script without spaces, in which any two characters
    that meet say much, and of which an encoder may know few; `heading` for the share that the heading alone holds,
    which names what stands below it; `section` where the question names the section; `answer_type` where the sentence
    holds what type of answer is asked for. A window may be less probable by `dangling` than one that makes less sense
    alone. Sentences of `highlighted` times the best one's probability are highlighted too. A reader reads `read`
    passages; `reader_answer` is for what it says of the passage, `reader_span` for the best words of the sentence. A
    reranker reads `reranked` sentences, and its scores are brought to a standard deviation of `reranker_spread`, about
    that of the retrievers' own. A quote has at most `max_sentences`.
    """

    passage: Weight
    cosine: Weight
    late: Weight
    late_pair: Weight
    coverage: Weight
    coverage_unspaced: Weight
    heading: Weight
    section: Weight
    answer_type: Weight
    dangling: Share
    highlighted: Share
    read: Limit
    reader_answer: Weight
    reader_span: Weight
    reranker_spread: Weight
    reranked: Limit
    max_sentences: Limit


class DialogueWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The boost of the article that a dialogue is about, where a question surely or perhaps goes on from it."""

    surely: Weight
    perhaps: Weight


class AgreementWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From where on texts agree.

    Two articles tell the same from the cosine `alike` of their answering sentences on; two texts are the same that have
    `shared` of the shorter's words in common, and two articles of one story have the same sentence where that is so of
    `held` of the longer's words.
    """

    alike: Share
    shared: Share
    held: Share


class FurtherWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which probability on, as a reader gives it to a quote alone, one behind the first is shown.

    `answering` is for any, `asked_for_all` where a question asks for all of something, and `opposed` for one that
    disagrees with one before it.
    """

    answering: Share
    asked_for_all: Share
    opposed: Share


class VersionWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What goes before what, of articles that are preferred and of versions of one document.

    An article that is preferred is quoted first where its best window is at least `preferred` times as probable as that
    of others, or `opposed` times where they disagree; a newer version is quoted in place of an older one from `newer`
    times on. In a search, where scores are no probabilities, each may be behind by `margin`. Two articles are versions
    of one document where `numbered` of the shorter's words stand in sentences of both, or `dated` where months are
    told, as periodicals have it. Chosen on the questions of tests/quality/versions.
    """

    preferred: Annotated[float, msgspec.Meta(gt=0, le=1)]
    opposed: Share
    newer: Share
    margin: Weight
    numbered: Share
    dated: Share


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All weights."""

    ranking: RankingWeights
    sentences: SentenceWeights
    dialogue: DialogueWeights
    agreement: AgreementWeights
    further: FurtherWeights
    versions: VersionWeights


def load_weights(path: Path = DEFAULT) -> Weights:
    """Reads the weights. Raises QuotebotError where the file is missing or not what it should be."""
    try:
        return from_json(path.read_bytes(), Weights)
    except (OSError, msgspec.DecodeError) as error:
        raise QuotebotError(f"{path} cannot be used: {error}; install quotebot anew") from None
