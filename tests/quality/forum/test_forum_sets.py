"""The posts of forums say what they mean to say."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.quality.forum.dataset import FAR, HALVES, HERE, KINDS, NEAR, TOLD, ForumPost, read_articles, read_posts

POSTS = {half: read_posts(half) for half in HALVES}
ARTICLES = {half: read_articles(half) for half in HALVES}
EVERY = [post for posts in POSTS.values() for post in posts]
OF_HALF = pytest.mark.parametrize("half", HALVES)
COPIED = 8  # words in a row that a post and an article may not share
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_ROW = re.compile(r"^\| `(\w+)` \|.*\| (\d+) \| (\d+) \|$", re.MULTILINE)
_MARKS = frozenset("*`|\n")


@OF_HALF
def test_answers_stand_in_their_articles(half: str) -> None:
    """Each answer stands word for word in one article, which is named, and each article named holds an answer."""
    told = [post for post in POSTS[half] if post.answerable]
    assert [post.id for post in told if not post.answers or not post.articles] == []
    assert [
        (post.id, answer)
        for post in told
        for answer in post.answers
        if [id_ for id_, article in ARTICLES[half].items() if answer in article.text]
        not in [[id_] for id_ in post.articles]
    ] == []
    assert [
        (post.id, id_) for post in told for id_ in post.articles if not post.is_answered_by(ARTICLES[half][id_].text)
    ] == []


@OF_HALF
def test_answers_stand_once(half: str) -> None:
    """What a quote is known by stands nowhere else in the articles of the half, and holds no marks of Markdown."""
    texts = [article.text for article in ARTICLES[half].values()]
    answers = [(post.id, answer) for post in POSTS[half] for answer in post.answers]
    assert [one for one in answers if sum(text.count(one[1]) for text in texts) != 1] == []
    assert [one for one in answers if _MARKS & set(one[1])] == []


@OF_HALF
def test_kinds(half: str) -> None:
    """A post is answerable by its kind; others have no answer, and near misses name the articles that come near."""
    posts = POSTS[half]
    assert {post.kind for post in posts} == KINDS
    assert [post.id for post in posts if post.answerable != (post.kind in TOLD)] == []
    assert [post.id for post in posts if not post.answerable and post.answers] == []
    assert [post.id for post in posts if bool(post.articles) == (post.kind in FAR)] == []


@OF_HALF
def test_posts_are_asked_of_their_community(half: str) -> None:
    """A post names articles of its own community alone, which has some in its half, and each one is asked about."""
    articles = ARTICLES[half]
    assert {post.community for post in POSTS[half]} == {article.publisher for article in articles.values()}
    assert [
        (post.id, id_) for post in POSTS[half] for id_ in post.articles if articles[id_].publisher != post.community
    ] == []
    assert articles.keys() - {id_ for post in POSTS[half] if post.answerable for id_ in post.articles} == set()


@OF_HALF
def test_articles_are_as_long_as_articles_are(half: str) -> None:
    """Each article has 150 to 600 words."""
    words = {id_: len(article.text.split()) for id_, article in ARTICLES[half].items()}
    assert {id_: count for id_, count in words.items() if not 150 <= count <= 600} == {}


@OF_HALF
def test_posts_copy_no_article(half: str) -> None:
    """No eight words in a row of a post stand in an article."""
    written = {run for article in ARTICLES[half].values() for run in _runs(article.text)}
    copied = [(post.id, run) for post in POSTS[half] for run in _runs(f"{post.title}\n{post.body}") if run in written]
    assert copied == []


def test_halves_are_apart() -> None:
    """The halves share no community, no article, and no eight words in a row of their articles."""
    one, other = (ARTICLES[half] for half in HALVES)
    assert one.keys() & other.keys() == set()
    assert {article.publisher for article in one.values()} & {article.publisher for article in other.values()} == set()
    runs = [{run for article in half.values() for run in _runs(article.text)} for half in (one, other)]
    assert runs[0] & runs[1] == set()


def test_nothing_is_posted_twice() -> None:
    """No id stands twice, and no post does."""
    assert [id_ for id_, count in Counter(post.id for post in EVERY).items() if count > 1] == []
    assert [text for text, count in Counter(map(_text, EVERY)).items() if count > 1] == []


def test_counts() -> None:
    """The held-out half is 100 posts with an answer and 100 without; the other has 150 of each at least."""
    held_out = Counter(_share(post) for post in POSTS["held_out"])
    assert (held_out["told"], held_out["near"] + held_out["far"]) == (100, 100)
    assert held_out["near"] >= 60
    development = Counter(_share(post) for post in POSTS["development"])
    assert min(development["told"], development["near"] + development["far"]) >= 150


def test_counts_are_told() -> None:
    """The table in README.md tells how many posts of each kind there are."""
    told = {kind: tuple(map(int, counts)) for kind, *counts in _ROW.findall((HERE / "README.md").read_text("utf-8"))}
    assert told == {kind: tuple(sum(one.kind == kind for one in POSTS[half]) for half in HALVES) for kind in KINDS}


def _share(post: ForumPost) -> str:
    return "told" if post.kind in TOLD else "near" if post.kind in NEAR else "far"


def _text(post: ForumPost) -> str:
    return f"{post.title}\n{post.body}".casefold()


def _runs(text: str) -> Iterator[str]:
    """Each row of as many words as may not be copied."""
    words = _WORD.findall(text.casefold())
    return (" ".join(words[start : start + COPIED]) for start in range(len(words) - COPIED + 1))
