"""What answering does by weights, by those that ship."""

from functools import partial

from index.answering import agreement, judging, quotes
from index.answering import windows as choosing
from index.retrieval.weights import load_weights
from tests.index.answering.candidates import result

WEIGHTS = load_weights()

windows = partial(choosing.windows, weights=WEIGHTS.sentences)
judge = partial(judging.judge, weights=WEIGHTS.sentences)
rerank = partial(judging.rerank, weights=WEIGHTS.sentences)
make_quote = partial(quotes.make_quote, max_sentences=WEIGHTS.sentences.max_sentences)
tell_the_same = partial(agreement.tell_the_same, weights=WEIGHTS.agreement)
disagree = partial(agreement.disagree, weights=WEIGHTS.agreement)
confirms = partial(agreement.confirms, weights=WEIGHTS.agreement)
versions = partial(agreement.versions, weights=WEIGHTS.agreement, result=result("so"))
