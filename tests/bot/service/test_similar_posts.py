"""Which solved posts are shown below an answer."""

import numpy as np

from bot.service.records import ForumPost
from bot.service.similar_posts import similar


def test_similar_posts() -> None:
    """The three most like come, best first, and none that asks something else."""
    posts = [ForumPost(number, 1, 2, 3, str(number), True) for number in range(6)]
    cosines = (0.8, 0.99, 0.74, 0.76, 0.9, -1.0)
    vectors = np.array([(cosine, (1 - cosine**2) ** 0.5) for cosine in cosines], np.float32)
    found = similar(posts, vectors, np.array((1, 0), np.float32))
    assert [post.thread for post in found] == [1, 4, 0]
    assert similar(posts[2:3], vectors[2:3], np.array((1, 0), np.float32)) == []
    assert similar([], np.empty((0, 2), np.float32), np.array((1, 0), np.float32)) == []
