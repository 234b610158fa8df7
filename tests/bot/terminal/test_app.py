"""The `quotebot` command from end to end, each run a process of its own."""

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from index.ingest.readers.files import SUFFIXES
from index.ingest.sources import SEEDS
from tests.bot.conftest import Quotebot
from tests.command import ROOT, Run

QUESTION = "How many people has El Salvador jailed since 2022?"
TITLES = (
    "El Salvador Agrees to House U.S. Criminals and Accept Non-National Deportees in Landmark Deal",
    "El Salvador President Offers To Jail Illegal Immigrants Caught In America And Even Violent American Citizens",
)
ANSWER_KEYS = ["question", "answered", "confidence", "quotes", "closest", "missing", "open"]
_BINARY = "is binary, not text; save it as text in UTF-8, or give it the ending of its format"
QUOTE_KEYS = [
    "text",
    "plain",
    "start",
    "end",
    "highlights",
    "score",
    "locator",
    "article",
    "also_in",
    "reader",
    "older_version",
]
ARTICLE_KEYS = ["id", "title", "publisher", "author", "published_at", "url", "path"]
PASSAGE_KEYS = ["rank", "text", "plain", "start", "end", "score", "locator", "article", "older_version"]
BOILERPLATE = (
    "Advertisement",
    "Sign up",
    "privacy policy",
    "Also Read",
    "originally published",
    "favicon",
    "![]",
)
HOSTILE = (
    "[bold red]x[/bold red]",
    "[/]",
    "who " * 1250,
    "x" * 5000,
    "who\x00 signed\x07\x08 it\x7f\x9b",
    'title:"',
    "*",
    "😀🎉",
    "\x1b[31mred\x1b[0m",
    "\x1b[31m",
    "AND OR NOT (",
    "\udcff",
    "Ann Lee, " * 11_000,
    "“(\u202e" * 30_000,
)
LIST_HEAVY = """
import sys
from bot.terminal.app import main
try:
    main()
except SystemExit:
    pass
print([name for name in ("torch", "sentence_transformers", "transformers", "sklearn") if name in sys.modules],
      file=sys.stderr)
"""

needs_model = pytest.mark.model


def json_lines(run: Run) -> list[dict[str, Any]]:
    """Check that a run worked and said nothing else, and give what it printed, one object a line."""
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.endswith("\n")
    return [json.loads(line) for line in run.stdout.removesuffix("\n").split("\n")]


def seed(article: dict[str, Any]) -> str:
    """Give the text of an article that ships, as it stands in its file."""
    return (SEEDS / f"{article['id']}.txt").read_bytes().decode("utf-8-sig")


def error_line(run: Run) -> str:
    """Give the one line in which a failed run tells what is wrong."""
    assert run.stdout == ""
    assert run.stderr.startswith("Error: ")
    assert run.stderr.count("\n") == 1
    assert run.stderr.endswith("\n")
    assert "Traceback" not in run.stderr
    return run.stderr


@needs_model
def test_demo(quotebot: Quotebot, own_data_dir: Path, tmp_path: Path) -> None:
    """The articles that ship are read only where they are asked for, and give way to those that are named."""
    run = quotebot("demo")
    assert (run.returncode, run.stdout) == (0, "2 added, 0 changed, 0 removed, 0 unchanged\n"), run.stderr
    assert (own_data_dir / "library.db").is_file()
    assert "Traceback" not in run.stderr
    assert quotebot("sync").stdout == "0 added, 0 changed, 0 removed, 2 unchanged\n"
    (tmp_path / "dam.md").write_text("# The dam\n\nThe dam holds nine days of water.\n")
    assert quotebot("sync", "dam.md").stdout == "1 added, 0 changed, 2 removed, 0 unchanged\n"
    run = quotebot("demo")
    assert run.returncode == 2
    assert error_line(run) == (
        "Error: .quotebot is for articles of your own; name another folder: quotebot demo --data-dir DIR\n"
    )


@pytest.mark.parametrize("command", [["sync"], ["ask", QUESTION], ["search", "oil"], ["chat"], ["articles"]])
def test_nothing_is_named(quotebot: Quotebot, tmp_path: Path, command: list[str]) -> None:
    """Where no articles were ever named, what to write is told, and nothing is made."""
    run = quotebot(*command, "--data-dir", "mistyped")
    assert run.returncode == 1
    assert error_line(run) == (
        "Error: no articles are named for mistyped; name a file, folder or address with quotebot sync NAME, or try it "
        "on the articles that ship: quotebot demo\n"
    )
    assert list(tmp_path.iterdir()) == []


@needs_model
def test_sync_tells_what_it_did_not_take_in(quotebot: Quotebot, own_data_dir: Path, tmp_path: Path) -> None:
    """What is worst is told first and what is alike together, or one by one; what is lost ends it with 1."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(40):
        (folder / f"picture{number:02}.png").write_bytes(b"\x89PNG")
    (folder / "draft.md").write_text("---\ndraft: true\n---\n\nThe weir was built of ash.\n")
    (folder / "sale.md").write_text("---\ntitle: Sale: 50% off\n---\n\nThe weir was built of oak.\n")
    run = quotebot("sync", folder)
    assert (run.returncode, run.stdout) == (0, "1 added, 0 changed, 0 removed, 0 unchanged\n")
    assert run.stderr.splitlines() == [
        f'Warning: {folder}/sale.md: its front matter is no YAML (line 2); write title: "Sale: 50% off"',
        f"Note: {folder}/draft.md: is a draft (draft: true)",
        f"Note: 40 files are not a format that is read ({', '.join(sorted(SUFFIXES))}): 40 .png",
    ]
    for name in "abcde":
        (folder / f"{name}.txt").write_bytes(b"\x00\x01" * 9)
    run = quotebot("sync")
    assert run.returncode == 1
    files = ", ".join(f"{folder}/{name}.txt" for name in "abc")
    assert run.stderr.splitlines()[0] == f"Warning: 5 times: {_BINARY}: {files} and 2 more"
    run = quotebot("sync", "--verbose")
    assert run.stderr.splitlines()[1:6] == [f"Warning: {folder}/{name}.txt: {_BINARY}" for name in "abcde"]
    assert len(run.stderr.splitlines()) == 1 + 5 + 2 + 40  # the first tells how long it took
    run = quotebot("sync", "--json")
    assert (run.returncode, run.stderr) == (1, "")
    told = json.loads(run.stdout)
    counts = {"added": 0, "changed": 0, "removed": 0, "unchanged": 1}
    assert list(told) == [*counts, "problems"]
    assert {name: told[name] for name in counts} == counts
    assert [problem["kind"] for problem in told["problems"]] == [
        *["unreadable"] * 5,
        "field",
        "withheld",
        *["format"] * 40,
    ]
    assert told["problems"][0] == {
        "path": f"{folder}/a.txt",
        "line": None,
        "kind": "unreadable",
        "reason": _BINARY,
    }


@needs_model
def test_source_that_is_gone(quotebot: Quotebot, own_data_dir: Path, tmp_path: Path) -> None:
    """A folder that is no longer there takes nothing out and ends a sync with 1, until it is pruned."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.md").write_text(f"# The dam {number}\n\nThe dam holds {number} days of water.\n")
    quotebot("sync", folder)
    shutil.rmtree(folder)
    run = quotebot("sync")
    assert (run.returncode, run.stdout) == (1, "0 added, 0 changed, 0 removed, 0 unchanged\n")
    assert run.stderr == (
        f"Warning: {folder}: is gone or empty; the articles of 3 files stay as they were: put them back, or take them "
        "out with quotebot sync --prune\n"
    )
    run = quotebot("sync", "--rebuild")
    assert run.returncode == 1
    assert error_line(run).startswith(f"Error: {folder}: is gone or empty; ")
    run = quotebot("sync", "--prune")
    assert (run.returncode, run.stdout) == (0, "0 added, 0 changed, 3 removed, 0 unchanged\n")
    run = quotebot("sync", "--forget", folder)
    assert (run.returncode, run.stdout, run.stderr) == (0, "0 added, 0 changed, 0 removed, 0 unchanged\n", "")


@needs_model
def test_sync_of_own_articles(quotebot: Quotebot, own_data_dir: Path, tmp_path: Path) -> None:
    """A sync reads the paths it is given, a later one without paths what has changed there."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "river.txt").write_text("The river\n\nThe river rose by two metres on Monday.\n", encoding="utf-8")
    first = quotebot("sync", folder)
    (folder / "river.txt").write_text("The river\n\nThe river fell by one metre on Tuesday.\n", encoding="utf-8")
    (folder / "school.txt").write_text("A school\n\nA school opened in the village.\n", encoding="utf-8")
    second = quotebot("sync")
    assert (first.returncode, first.stdout) == (0, "1 added, 0 changed, 0 removed, 0 unchanged\n")
    assert (second.returncode, second.stdout) == (0, "1 added, 1 changed, 0 removed, 0 unchanged\n")
    assert (own_data_dir / "library.db").is_file()


@needs_model
def test_ask_json(quotebot: Quotebot, index: Path) -> None:
    """An answer has every key that is promised, and its quotes are exactly slices of their articles."""
    [answer] = json_lines(quotebot("ask", "--json", QUESTION, "--data-dir", index))
    first = answer["quotes"][0]
    assert list(answer) == ANSWER_KEYS
    assert (answer["question"], answer["answered"], answer["closest"]) == (QUESTION, True, [])
    assert 0.5 <= answer["confidence"] <= 1
    assert "over 80,000 people" in first["text"]
    assert first["article"] == {
        "id": "000_858f4c8532cb65ca",
        "title": TITLES[0],
        "publisher": None,
        "author": None,
        "published_at": None,
        "url": None,
        "path": str(SEEDS / "000_858f4c8532cb65ca.txt"),
    }
    for quote in answer["quotes"]:
        assert list(quote) == QUOTE_KEYS
        assert [list(article) for article in (quote["article"], *quote["also_in"])] == [
            ARTICLE_KEYS for _ in range(1 + len(quote["also_in"]))
        ]
        assert quote["text"] == seed(quote["article"])[quote["start"] : quote["end"]]
        assert quote["highlights"]
        places = [quote["start"], *(place for span in quote["highlights"] for place in span), quote["end"]]
        assert places == sorted(places)
    highlighted = [seed(first["article"])[start:end] for start, end in first["highlights"]]
    assert any("over 80,000 people" in text for text in highlighted)


@needs_model
def test_ask_from_stdin(quotebot: Quotebot, index: Path) -> None:
    """Each line of standard input has its answer, in order, and what is not in the articles has no quotes."""
    asked = [QUESTION, "Who is the president of Brazil?", "???"]
    answers = json_lines(quotebot("ask", "--json", "--data-dir", index, stdin="\n\n".join(asked) + "\r\n"))
    assert [answer["question"] for answer in answers] == asked
    assert [answer["answered"] for answer in answers] == [True, False, False]
    for answer in answers[1:]:
        assert list(answer) == ANSWER_KEYS
        assert answer["quotes"] == []
        assert 0 <= answer["confidence"] <= 1
        for quote in answer["closest"]:
            assert list(quote) == QUOTE_KEYS
            assert quote["text"] == seed(quote["article"])[quote["start"] : quote["end"]]


@needs_model
def test_ask_for_people(quotebot: Quotebot, index: Path) -> None:
    """Without --json a person reads the quote and its source, and the times only where they are wanted."""
    answered = quotebot("ask", QUESTION, "--data-dir", index, "--verbose")
    assert answered.returncode == 0
    assert "over 80,000 people" in " ".join(answered.stdout.split())
    assert f"— {TITLES[0]}" in " ".join(answered.stdout.split())
    assert "\x1b" not in answered.stdout
    assert answered.stderr.startswith("search ")
    assert answered.stderr.endswith(" ms\n")


@needs_model
def test_ask_imports_nothing_heavy(quotebot: Quotebot, index: Path) -> None:
    """A question is answered without the libraries that take seconds to import."""
    run = quotebot("ask", "--json", QUESTION, "--data-dir", index, code=LIST_HEAVY)
    assert json.loads(run.stdout)["answered"] is True
    assert run.stderr == "[]\n"


@needs_model
def test_ask_builds_a_missing_index(quotebot: Quotebot, own_data_dir: Path, tmp_path: Path) -> None:
    """A question to an index that is not there yet builds it first, in the folder that is the default."""
    (tmp_path / "quotebot.toml").write_text(f"[library]\nsources = ['{SEEDS}']\n", encoding="utf-8")
    run = quotebot("ask", "--json", QUESTION)
    assert run.returncode == 0
    assert run.stderr == "Building the index in .quotebot first\n"
    assert run.stdout.count("\n") == 1
    answer = json.loads(run.stdout)
    assert answer["answered"] is True
    assert "over 80,000 people" in answer["quotes"][0]["text"]
    assert (own_data_dir / "library.db").is_file()


@needs_model
def test_search_finds_no_boilerplate(quotebot: Quotebot, index: Path) -> None:
    """Of all passages that can be found none holds boilerplate, and each is a slice of its article."""
    queries = ["prison", "advertisement, sign up, privacy policy, also read, originally published"]
    stdin = "\n".join(queries)
    results = json_lines(quotebot("search", "-k", "100", "--json", "--data-dir", index, stdin=stdin))
    assert [result["query"] for result in results] == queries
    for result in results:
        assert list(result) == ["query", "passages"]
        assert [passage["rank"] for passage in result["passages"]] == list(range(1, len(result["passages"]) + 1))
        assert {passage["article"]["title"] for passage in result["passages"]} == set(TITLES)
        for passage in result["passages"]:
            assert list(passage) == PASSAGE_KEYS
            assert list(passage["article"]) == ARTICLE_KEYS
            assert passage["text"] == seed(passage["article"])[passage["start"] : passage["end"]]
            assert [mark for mark in BOILERPLATE if mark.lower() in passage["text"].lower()] == []


@needs_model
def test_versions(quotebot: Quotebot, own_data_dir: Path) -> None:
    """What an older version alone says is quoted as such, and of a search the newer version is found first."""
    articles = ROOT / "tests" / "quality" / "versions" / "articles.jsonl"
    quotebot("sync", "--data-dir", own_data_dir, articles)
    question = "How much citric acid is used to descale the heater?"
    shown = quotebot("ask", "--data-dir", own_data_dir, question).stdout
    assert "— Brisa 700 manual, version 1.2 · older version · Brisa" in shown
    [answer] = json_lines(quotebot("ask", "--json", "--data-dir", own_data_dir, question))
    assert [(quote["article"]["id"], quote["older_version"]) for quote in answer["quotes"]] == [("brisa-v1", True)]
    query = "How long does the warranty of the Brisa 700 last?"
    [found] = json_lines(quotebot("search", "-k", "2", "--json", "--data-dir", own_data_dir, query))
    told = [(passage["article"]["id"], passage["older_version"]) for passage in found["passages"]]
    assert told == [("brisa-v2", False), ("brisa-v1", True)]


@needs_model
def test_articles(quotebot: Quotebot, index: Path) -> None:
    """The articles are listed by their titles, wherever on the command line the folder is named."""
    before = quotebot("--data-dir", index, "articles")
    after = quotebot("articles", "--data-dir", index)
    assert (before.returncode, before.stderr) == (0, "")
    assert [title for title in TITLES if title in before.stdout] == list(TITLES)
    assert (after.returncode, after.stdout, after.stderr) == (0, before.stdout, "")


@needs_model
def test_chat(quotebot: Quotebot, index: Path) -> None:
    """A chat answers what is typed, passes over empty lines and ends with the input."""
    run = quotebot("chat", "--data-dir", index, stdin=f"\n{QUESTION}\n???\n")
    assert (run.returncode, run.stderr) == (0, "")
    output = " ".join(run.stdout.split())
    assert "over 80,000 people" in output
    assert output.index("over 80,000 people") < output.index("The articles do not answer this.")


@needs_model
def test_chat_goes_on(quotebot: Quotebot, own_data_dir: Path, tmp_path: Path) -> None:
    """A follow-up in a chat is answered from the article quoted before, though another shares more of its words."""
    folder = tmp_path / "articles"
    folder.mkdir()
    mill = "The mill in Arle\n\nThe mill in Arle was sold to Ilse Brandt. She will open it as a bakery in May.\n"
    shop = "A shop\n\nThe shop will open in July, and when it will open again after winter is unknown.\n"
    (folder / "mill.txt").write_text(mill, encoding="utf-8")
    (folder / "shop.txt").write_text(shop, encoding="utf-8")
    assert quotebot("sync", folder).returncode == 0
    run = quotebot("chat", stdin="To whom was the mill in Arle sold?\nWhen will she open it?\n")
    followed = " ".join(run.stdout.split("›")[2].split())
    assert (run.returncode, run.stderr) == (0, "")
    assert followed.startswith("The mill in Arle was sold to Ilse Brandt. She will open it as a bakery in May.")


@needs_model
def test_chat_ends_at_exit(quotebot: Quotebot, index: Path) -> None:
    """A chat ends at `exit` and answers nothing after it."""
    run = quotebot("chat", "--data-dir", index, stdin=f"exit\n{QUESTION}\n")
    assert (run.returncode, run.stderr) == (0, "")
    assert "80,000" not in run.stdout


@needs_model
def test_evaluate(quotebot: Quotebot, index: Path, tmp_path: Path) -> None:
    """Questions of a file are measured against the index, every quote word for word."""
    questions: tuple[tuple[str, str, list[str], list[str]], ...] = (
        ("q1", QUESTION, ["over 80,000 people"], ["000_858f4c8532cb65ca"]),
        (
            "q2",
            "How many prisoners was the Terrorism Confinement Center designed to hold?",
            ["40,000 inmates"],
            ["003_786d04bfa41ab9ef"],
        ),
        ("q3", "Who is the president of Brazil?", [], []),
    )
    keys = ("id", "question", "answers", "articles")
    lines = [json.dumps({**dict(zip(keys, row, strict=True)), "answerable": bool(row[2])}) for row in questions]
    (tmp_path / "own.jsonl").write_text("\n".join(lines), encoding="utf-8")
    [report] = json_lines(quotebot("evaluate", "--json", "own.jsonl", "--data-dir", index))
    assert (report["set"], report["questions"], report["answerable"]) == ("own", 3, 2)
    assert (report["gold_first"], report["gold_three"], report["article_10"]) == (1.0, 1.0, 1.0)
    assert (report["auroc"], report["answered"], report["refused_right"]) == (1.0, 2, 1.0)
    assert report["verbatim"] is True


@needs_model
def test_evaluate_a_folder(quotebot: Quotebot, own_data_dir: Path, tmp_path: Path) -> None:
    """A folder of articles, questions and dialogues is measured on an index of its own."""
    folder = tmp_path / "valley"
    folder.mkdir()
    text = "The old bridge over the Arle is 84 metres long. It was built in 1911 by Ilse Brandt."
    bridge = {"id": "bridge", "title": "The old bridge", "text": text}
    mill = {"id": "mill", "title": "The mill", "text": "The mill of Sillin grinds rye and wheat for nine bakers."}
    asked = {"answerable": True, "answers": ["84 metres"], "articles": ["bridge"]}
    first = {"question": "How long is the old bridge over the Arle?", **asked}
    second = {"question": "Who built it?", **asked, "answers": ["Ilse Brandt"]}
    turns = [{**first, "needs_context": False}, {**second, "needs_context": True}]
    files: dict[str, list[dict[str, object]]] = {
        "articles": [{**bridge}, {**mill}],
        "questions": [{"id": "q", **first}],
        "dialogues": [{"id": "d", "turns": turns}],
    }
    for name, rows in files.items():
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    report, followed = json_lines(quotebot("evaluate", "--json", "valley"))
    assert (report["set"], report["questions"], report["gold_first"], report["verbatim"]) == ("valley", 1, 1.0, True)
    assert (followed["set"], followed["talks"], followed["needing"]["gold_first"]) == ("valley", 1, 1.0)


@needs_model
def test_doctor(quotebot: Quotebot, index: Path) -> None:
    """The doctor finds every part of a fresh index in order."""
    run = quotebot("doctor", "--data-dir", index)
    assert (run.returncode, run.stderr) == (0, "")
    lines = run.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"✓ {part}" for part in ("model", "reader", "confidence", "index", "encoder", "source")
    ]
    assert lines[3].startswith("✓ index: 2 articles, ")


@needs_model
def test_hostile_questions(quotebot: Quotebot, index: Path) -> None:
    """No question is too strange to be answered in JSON, and each comes back as it was asked."""
    answers = json_lines(quotebot("ask", "--json", "--data-dir", index, stdin="\n".join(HOSTILE)))
    wanted = [question.replace("\udcff", "\ufffd").strip() for question in HOSTILE]
    assert [answer["question"] for answer in answers] == wanted
    assert all(list(answer) == ANSWER_KEYS and 0 <= answer["confidence"] <= 1 for answer in answers)


@needs_model
def test_hostile_questions_for_people(quotebot: Quotebot, index: Path) -> None:
    """What a terminal would obey is not passed on, and markup is shown as it was typed."""
    run = quotebot("ask", "--data-dir", index, stdin="\n".join(HOSTILE))
    assert (run.returncode, run.stderr) == (0, "")
    assert [mark for mark in "\x00\x07\x08\x1b\x7f\x9b\u202e" if mark in run.stdout] == []
    assert "› [bold red]x[/bold red]\n" in run.stdout
    assert "› [/]\n" in run.stdout


@needs_model
def test_hostile_chat(quotebot: Quotebot, index: Path) -> None:
    """A dialogue goes on, whatever was said in it."""
    run = quotebot("chat", "--data-dir", index, stdin="\n".join([*HOSTILE, QUESTION]))
    assert (run.returncode, run.stderr) == (0, "")
    assert [mark for mark in "\x00\x07\x08\x1b\x7f\x9b\u202e" if mark in run.stdout] == []
    assert "over 80,000 people" in " ".join(run.stdout.split())


@needs_model
@pytest.mark.parametrize("question", ["x" * 5000, "[bold red]\x1b[31m\udcff"])
def test_hostile_argument(quotebot: Quotebot, index: Path, question: str) -> None:
    """A strange question on the command line is answered like one of standard input."""
    [answer] = json_lines(quotebot("ask", "--json", "--data-dir", index, "--", question))
    assert list(answer) == ANSWER_KEYS
    assert answer["answered"] is False


def test_doctor_without_an_index(quotebot: Quotebot, tmp_path: Path) -> None:
    """Where there is no index the doctor says how to make it, and fails."""
    run = quotebot("doctor", "--data-dir", "empty")
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.splitlines()[-1] == "✗ index: there is none in empty; make it with: quotebot sync"
    assert not (tmp_path / "empty").exists()


def test_sync_of_a_path_that_is_not_there(quotebot: Quotebot, tmp_path: Path) -> None:
    """A path with a typo is wrong usage, and nothing is made for it."""
    run = quotebot("sync", "artciles")
    assert run.returncode == 2
    assert error_line(run) == "Error: artciles: no such file or folder\n"
    assert list(tmp_path.iterdir()) == []


def test_version(quotebot: Quotebot) -> None:
    """The version is that of pyproject.toml, where alone it stands."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    run = quotebot("--version")
    assert (run.returncode, run.stdout) == (0, f"quotebot {version}\n")


def test_empty_question(quotebot: Quotebot) -> None:
    """A question of nothing but space is wrong usage."""
    run = quotebot("ask", "  ")
    assert run.returncode == 2
    assert error_line(run) == "Error: the question is empty\n"


def test_unknown_model(quotebot: Quotebot, tmp_path: Path) -> None:
    """A model that is nowhere is named in one line."""
    settings = "[library]\nsources = ['articles']\n[model]\nname = 'no-such/model'\n"
    (tmp_path / "own.toml").write_text(settings, encoding="utf-8")
    run = quotebot("--config", "own.toml", "ask", QUESTION)
    assert run.returncode == 1
    assert "'no-such/model'" in error_line(run)


def test_unknown_setting(quotebot: Quotebot, tmp_path: Path) -> None:
    """A key that is no setting is named in one line, in the settings file of the current folder too."""
    (tmp_path / "quotebot.toml").write_text("[answer]\nmin_confidense = 0.5\n", encoding="utf-8")
    run = quotebot("articles")
    assert run.returncode == 1
    line = error_line(run)
    assert "quotebot.toml" in line
    assert "min_confidense" in line


def test_missing_settings_file(quotebot: Quotebot) -> None:
    """A settings file that is not there is named in one line."""
    run = quotebot("articles", "--config", "nowhere.toml")
    assert run.returncode == 1
    assert "nowhere.toml" in error_line(run)


def test_data_dir_that_is_a_file(quotebot: Quotebot, tmp_path: Path) -> None:
    """A --data-dir that is a file is named with its option, before anything long is begun."""
    (tmp_path / "file").write_text("not a folder")
    run = quotebot("sync", "--data-dir", "file", tmp_path)
    assert run.returncode == 1
    assert error_line(run) == "Error: cannot make the folder file: File exists; check --data-dir\n"


@needs_model
def test_check_backup_and_restore(quotebot: Quotebot, index: Path, tmp_path: Path) -> None:
    """An index is found sound and backed up; damage to it is named and brought back, and it answers as before."""
    shutil.copytree(index, tmp_path / "data", ignore=shutil.ignore_patterns("*-wal", "*-shm"))  # of other readers
    arguments = ("--data-dir", "data")
    run = quotebot("check", *arguments)
    assert (run.returncode, run.stderr) == (0, "")
    assert [line.split(":")[0] for line in run.stdout.splitlines()] == [
        f"✓ {part}" for part in ("library", "derived parts", "vectors", "encoder")
    ]
    assert quotebot("backup", "own.backup", *arguments).stdout == "data is backed up in own.backup\n"
    library = tmp_path / "data" / "library.db"
    library.write_bytes(library.read_bytes().replace(b"80,000 people", b"90,000 people"))
    damaged = "Error: data/library.db is damaged: the text of the article '"
    assert error_line(quotebot("ask", QUESTION, *arguments)).startswith(damaged)
    run = quotebot("check", *arguments)
    named = run.stdout.count("✗ library: data/library.db is damaged: article ")
    assert (run.returncode, named, run.stderr) == (1, 1, "")
    restored = quotebot("restore", "own.backup", *arguments).stdout
    assert restored.startswith("own.backup is restored to data; what was there is kept in data/before-restore-")
    [answer] = json_lines(quotebot("ask", "--json", QUESTION, *arguments))
    assert "over 80,000 people" in answer["quotes"][0]["text"]


def test_check_without_an_index(quotebot: Quotebot, tmp_path: Path) -> None:
    """Where there is no index the check says how to make it."""
    run = quotebot("check", "--data-dir", "empty")
    assert run.returncode == 2
    assert error_line(run) == "Error: there is no index in empty; make it with: quotebot sync\n"
    assert list(tmp_path.iterdir()) == []
