"""Posts that ask something like another one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.service.question_groups import ALIKE
from bot.service.records import ForumPost

MOST = 3


def similar(posts: Sequence[ForumPost], vectors: NDArray[np.float32], vector: NDArray[np.float32]) -> list[ForumPost]:
    """The posts that are most like another one and ask much the same, at most MOST of them.

    `vectors` are the embeddings of their titles: float32, shape (posts, dimension), unit rows; `vector` is that of the
    other's.
    """
    if not posts:
        return []
    cosines = vectors @ vector
    order = np.argsort(-cosines, kind="stable")[:MOST]
    return [posts[number] for number in order if cosines[number] >= ALIKE]
