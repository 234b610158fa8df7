"""Questions are read whole, or the line that is wrong is named."""

from pathlib import Path

import pytest

from index.errors import QuotebotError
from index.evaluation.datasets import Question, read_questions


def test_answers_are_found_across_lines() -> None:
    """A text holds an answer however the lines of either are broken, and only where its words stand together."""
    question = Question("1", "Who?", True, ("the  old\nbridge",), ("a",))
    assert question.is_answered_by("They closed the old\n bridge.")
    assert not question.is_answered_by("They closed the bridge, old as it was.")


def test_questions_name_the_bad_line(tmp_path: Path) -> None:
    """A line that is no question is named by its number."""
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": "1", "question": "Who?", "answerable": false, "answers": [], "articles": []}\n{"id": 2}\n')
    with pytest.raises(QuotebotError, match=r"questions.jsonl, line 2 is not a question: Expected `str`"):
        read_questions(file)
