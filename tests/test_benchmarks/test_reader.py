"""What the reader is trained on, and how it is trained."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file

from index.models.files import PACKAGED, find_model
from index.models.fitted import packaged
from index.models.sentence_transformers import ReferenceEncoder
from index.models.token_vectors import SUBVECTORS
from index.records import Span
from tests.benchmarks.reader.alterations import ALTERATIONS, Around, alter
from tests.benchmarks.reader.batches import Batch, Selection, batches, collate
from tests.benchmarks.reader.designs import DESIGNS, from_file
from tests.benchmarks.reader.examples import MOST_TOKENS, UNKNOWN, PairTokenizer, arrange, load, make_groups
from tests.benchmarks.reader.late_fusion import LateFusion
from tests.benchmarks.reader.measures import measure
from tests.benchmarks.reader.negatives import Corpus, Pair, altered_question, holds, other_passage
from tests.benchmarks.reader.opposites import opposites
from tests.benchmarks.reader.passages import Window, about, around, without
from tests.benchmarks.reader.rows import Row, locate, read_rows, split
from tests.benchmarks.reader.stored_tokens import StoredTokens
from tests.benchmarks.reader.surface import find_names, last_phrase
from tests.benchmarks.reader.train import main as train

_PASSAGE = (
    "Ada Lovelace met Charles Babbage in London in 1833. She wrote the first program in 1843. "
    "Babbage built no engine before he died in 1871. The museum in Manchester shows two drawings."
)
_OTHER = "Grace Hopper worked in Boston for Howard Aiken. Her compiler was ready in 1952 and was used by the navy."
_ROW = Row(
    "set", "engines", "Engines", "When did Ada Lovelace write the first program?", _PASSAGE, "1843", Span(83, 87)
)
_SENTENCES = st.lists(
    st.lists(st.sampled_from(["Anna", "ran", "42", "Oslo", "quietly", "home"]), min_size=3, max_size=30).map(
        lambda words: " ".join(words) + "."
    ),
    min_size=1,
    max_size=12,
)


def _corpus(*rows: Row) -> Corpus:
    return Corpus([_ROW, Row("set", "engines", "Engines", "Who was Hopper?", _OTHER, "Grace", Span(0, 5)), *rows])


@given(_SENTENCES, st.integers(10, 150), st.randoms(use_true_random=False), st.data())
def test_window_holds_its_span(sentences: list[str], words: int, draw: Random, data: st.DataObject) -> None:
    """A window is a piece of its passage, and its span reads what the passage reads there."""
    passage = " ".join(sentences)
    start = data.draw(st.integers(0, len(passage) - 2))
    span = Span(start, data.draw(st.integers(start + 1, min(len(passage), start + 30))))
    window = around(passage, span, words, draw)
    assert window.text in passage
    assert window.span is not None
    assert window.text[slice(*window.span)] == passage[slice(*span)]


@given(_SENTENCES, st.integers(10, 150), st.randoms(use_true_random=False))
def test_window_on_a_question_is_whole_sentences(sentences: list[str], words: int, draw: Random) -> None:
    """A window without a span is of neighbouring sentences, and holds the one most like the question."""
    window = about(" ".join(sentences), sentences[-1], words, draw)
    assert window.text in " ".join(sentences)
    assert window.span is None


def test_sentence_is_taken_out() -> None:
    """Without its answer a window has all other sentences."""
    rest = without(Window(_PASSAGE, _ROW.span))
    assert rest == _PASSAGE.replace("She wrote the first program in 1843. ", "")


def test_answer_is_found_nearest_to_what_is_asked() -> None:
    """Of several places that read the answer the one among the question's words is taken, never a part of a word."""
    passage = "Paris is old. Parisians left. The treaty was signed in Paris by the king."
    assert locate("Where was the treaty signed?", passage, "paris") == Span(55, 60)
    assert locate("Where?", "Parisians left.", "Paris") is None


def test_answer_in_other_words_is_a_sentence() -> None:
    """Where no words of the passage are the answer, the sentence that says most of it is."""
    passage = "The troll slept. The old grandmother troll came after them quickly. They fled."
    found = locate("What happened?", passage, "The old troll grandmother came after them.")
    assert found is not None
    assert passage[slice(*found)] == "The old grandmother troll came after them quickly."


@pytest.mark.parametrize("kind", sorted(ALTERATIONS))
@given(seed=st.integers(0, 500))
def test_altered_question_differs(kind: str, seed: int) -> None:
    """Each kind of alteration can be made of some question, and what it makes is another."""
    asked = {
        "name": "Whom did Ada Lovelace meet in London?",
        "opposite": "Who wrote the first program?",
        "negation": "When did Ada Lovelace write a program?",
        "number": "Who died in 1871?",
        "word": "What is shown in the engine of the city?",
        "phrase": "Who was the founder of the new library?",
    }[kind]
    surroundings = Around(_PASSAGE, "Charles Babbage", _OTHER, ["Who was the head of the royal society?"])
    made = alter(asked, surroundings, [kind], Random(seed))
    assert made is not None
    assert made[1] == kind
    assert made[0].lower() != asked.lower()


def test_name_is_swapped_by_one_of_the_passage() -> None:
    """The name put in is one that the passage has, and neither the answer nor one that was asked for."""
    surroundings = Around(_PASSAGE, "Charles Babbage", _OTHER, [])
    made = {alter("Whom did Ada Lovelace meet?", surroundings, ["name"], Random(seed)) for seed in range(20)}
    assert made == {("Whom did London meet?", "name"), ("Whom did Manchester meet?", "name")}


def test_negation_is_taken_out() -> None:
    """A question that denies something is turned into one that does not."""
    surroundings = Around(_PASSAGE, "", _OTHER, [])
    assert alter("What didn't Babbage build?", surroundings, ["negation"], Random(0)) == (
        "What did Babbage build?",
        "negation",
    )


def test_question_is_altered_in_no_way_that_does_not_fit() -> None:
    """A question without names is not altered by its names."""
    assert alter("who wrote it?", Around(_PASSAGE, "", _OTHER, []), ["name"], Random(0)) is None


def test_no_word_is_its_own_opposite() -> None:
    """What stands for a word is another."""
    assert all(word not in others for word, others in opposites().items())
    assert len(opposites()) > 600


def test_names_do_without_what_opens_a_sentence() -> None:
    """A word that has its capital for opening a sentence is no name, unless a name goes on from it."""
    assert [name.text for name in find_names("When did Ada Lovelace's friend see London? The King of Siam came.")] == [
        "Ada Lovelace",
        "London",
        "King of Siam",
    ]


def test_last_phrase_leaves_what_asks() -> None:
    """The last phrase is what a preposition opens, where enough is in front of it to ask something."""
    question = "Who was the founder of the new library?"
    span = last_phrase(question)
    assert span is not None
    assert question[slice(*span)] == " of the new library"
    assert last_phrase("Who of the two?") is None


@given(st.integers(0, 300))
def test_pairs_made_do_not_answer(seed: int) -> None:
    """No passage put beside a question has the words of its answer, and no altered question is the old one."""
    window, draw = Window(_PASSAGE, _ROW.span), Random(seed)
    other = other_passage(_ROW, window, _corpus(), [_OTHER], 40, draw)
    altered = altered_question(_ROW, window, _corpus(), draw)
    assert other is not None
    assert not other.answerable
    assert altered is not None
    assert altered.question != _ROW.question
    if other.kind != "value changed":  # where what the question asks about was changed, not the answer
        assert not holds(other.window.text, "1843")


def test_pairs_are_tokens_with_their_answer() -> None:
    """The tokens between the places of an answer read it; unanswered pairs have the first token, unknown ones none."""
    folder = find_model(PACKAGED).folder
    tokenizer = PairTokenizer(folder)
    groups = [
        [
            Pair("When?", Window(_PASSAGE, _ROW.span), True, "answered"),
            Pair("Why?", Window(_OTHER, None), False, "own"),
        ],
        [Pair("Is it?", Window(_OTHER, None), True, "answered")],
        [Pair("Cut?", Window("word " * 400 + "end", Span(2000, 2003)), True, "answered")],
    ]
    found = arrange(groups, ["a", "b", "c"], tokenizer)
    assert found.group.tolist() == [0, 0, 1]  # the last is cut off before its answer
    assert found.start.tolist()[1:] == [0, UNKNOWN]
    lengths = np.diff(found.offsets)
    assert lengths.max() <= MOST_TOKENS
    (answered,) = tokenizer.encode([Pair("", Window("1843", None), True, "")])
    assert answered is not None
    assert found.tokens[found.start[0] : found.end[0] + 1].tolist() == answered.tokens[answered.passage : -1]


def test_batches_hold_every_pair_once() -> None:
    """Every pair is in one batch, those of a group in the same, and none is larger than asked for."""
    groups = make_groups([_ROW] * 30, _corpus(), [[_OTHER]] * 30, Random(1))
    examples = arrange(groups, ["set"] * 30, PairTokenizer(find_model(PACKAGED).folder))
    made = batches(examples, 1024, Random(2), Selection())
    assert sorted(number for batch in made for number in batch) == list(range(len(examples.answerable)))
    for batch in made:
        collated = collate(examples, batch)
        assert collated.tokens.numel() <= 1024
    assert sum(len(set(examples.group[batch])) for batch in made) == len(set(examples.group))


def test_kinds_and_questions_are_left_out() -> None:
    """What is not selected is in no batch, and of the groups about the share asked for is."""
    groups = make_groups([_ROW] * 60, _corpus(), [[_OTHER]] * 60, Random(1))
    examples = arrange(groups, ["set"] * 60, PairTokenizer(find_model(PACKAGED).folder))
    read = [row for group in Selection(("answered", "name"), 0.5).groups(examples) for row in group]
    assert not {"answered", "name"} & set(examples.kinds[examples.kind[read]])
    assert len(set(examples.group[[row for group in Selection(share=0.5).groups(examples) for row in group]])) == 30


def _write(folder: Path, rows: Sequence[tuple[str, str, str | None, str]]) -> None:
    lines = [dict(zip(("question", "passage", "answer", "document"), row, strict=True)) for row in rows]
    with gzip.open(folder / "own.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


def test_documents_kept_aside_are_not_trained_on(tmp_path: Path) -> None:
    """Of every set some documents are kept aside, none of which, and of whose passages none, is trained on."""
    _write(tmp_path, [(f"What is {n}?", f"Passage {n % 40} tells of {n}.", str(n), f"d{n % 40}") for n in range(200)])
    training, aside = split(read_rows(tmp_path))
    assert len(training) + len(aside) == 200
    assert {row.document for row in aside}
    assert not {row.document for row in training} & {row.document for row in aside}


@pytest.mark.model
@pytest.mark.parametrize("design", ["cross_encoder", "late_fusion"])
def test_training_goes_on_where_it_stopped(design: str, tmp_path: Path) -> None:
    """A run that is stopped and resumed counts its pairs on, writes its curve, and has weights that can be measured."""
    rows = [_ROW] * 12
    groups = make_groups(rows, _corpus(), [[_OTHER]] * len(rows), Random(1))
    examples = arrange(groups, [row.set for row in rows], PairTokenizer(find_model(PACKAGED).folder))
    for name in ("epoch-0", "aside"):
        examples.save(tmp_path / f"{name}.npz")
    run = ["--examples", str(tmp_path), "--output", str(tmp_path / "run"), "--pairs", "60"]
    run += ["--design", design, "--layers", "2"]
    train([*run, "--minutes", "0"])
    train([*run, "--minutes", "0", "--resume"])
    curve = [json.loads(line) for line in (tmp_path / "run" / "curve.jsonl").read_bytes().splitlines()]
    assert [line["position"]["steps"] for line in curve] == [1, 2]
    assert curve[0]["position"]["pairs"] < curve[1]["position"]["pairs"]
    reader = from_file(tmp_path / "run" / "reader.safetensors", find_model(PACKAGED).folder)
    assert 0 <= measure(reader, load(tmp_path / "aside.npz"), torch.device("cpu")).auroc <= 1


@pytest.mark.model
@pytest.mark.parametrize("design", DESIGNS)
def test_file_tells_design(design: str, tmp_path: Path) -> None:
    """What is read from a file says the same as the reader that was saved, whichever design it is of."""
    folder = find_model(PACKAGED).folder
    reader = DESIGNS[design](folder, 1).eval()
    reader.save(tmp_path / "reader.safetensors")
    again = from_file(tmp_path / "reader.safetensors", folder)
    assert type(again) is type(reader)
    batch = _batch(folder, Pair("Who died?", Window(_PASSAGE, None), False, "own"))
    with torch.inference_mode():
        assert all(map(torch.equal, reader(batch), again(batch)))


@pytest.mark.model
def test_late_fusion_keeps_no_encoder(tmp_path: Path) -> None:
    """The file of a reader above the encoder has its own layers alone, not what ships."""
    LateFusion.from_encoder(find_model(PACKAGED).folder, 1).save(tmp_path / "reader.safetensors")
    weights = load_file(tmp_path / "reader.safetensors")
    assert {name.split(".")[0] for name in weights} == {"joint", "expand", "span", "answer"}
    assert "joint.embeddings.word_embeddings.weight" not in weights


@pytest.mark.model
def test_stored_tokens_are_those_of_an_index() -> None:
    """Of a passage there is what its codes tell, of a question its components, as the encoder gives both apart."""
    model = find_model(PACKAGED)
    fitted = packaged(model.digest())
    assert fitted is not None
    codec, encoder = fitted.codec, ReferenceEncoder.load(model)
    pairs = [Pair(question, Window(_PASSAGE, None), False, "own") for question in ("Who died?", _ROW.question)]
    batch = _batch(model.folder, *pairs)
    places = torch.arange(batch.tokens.shape[1])
    read = places < batch.lengths[:, None]
    found = StoredTokens.load(model.folder).tokens(batch, read, (read & (places >= batch.passage[:, None])).long())
    codes = codec.encode(codec.reduce(encoder.encode_passages([_PASSAGE])[0].tokens.vectors))
    decoded = codec.centroids[np.arange(SUBVECTORS), codes].reshape(len(codes), -1)
    for pair, passage, components in zip(pairs, batch.passage.tolist(), found.components.numpy(), strict=True):
        asked = codec.reduce(encoder.encode_questions([pair.question])[0].tokens.vectors)
        mark = np.zeros((1, asked.shape[1]), np.float32)
        known = np.concatenate([mark, asked, mark, decoded])
        assert len(asked) == passage - 2
        np.testing.assert_allclose(components[: len(known)], known, atol=1e-5)
        assert not components[len(known) :].any()


def _batch(folder: Path, *pairs: Pair) -> Batch:
    examples = arrange([pairs], ["set"], PairTokenizer(folder))
    return collate(examples, list(range(len(pairs))))
