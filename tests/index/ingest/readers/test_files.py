"""Files are listed in a fixed order and read exactly as they stand."""

import codecs
import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.files import ArticleReference, Problem, UnreadableError, decode, list_references, read_article
from index.records import Article, Source

LIMIT = 1000


def save(path: Path, data: str | bytes) -> Path:
    """Write a file, its folders as well, line breaks as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def listed(*sources: Path) -> list[ArticleReference | Problem]:
    """List what the sources hold."""
    return list(list_references(sources, LIMIT))


def names(*sources: Path) -> list[str]:
    """Give the names of the articles that the sources hold."""
    return [found.name for found in listed(*sources) if isinstance(found, ArticleReference)]


def read(path: Path) -> list[Article | str]:
    """Give a file's articles, or the reasons why they cannot be read."""

    def one(found: ArticleReference | Problem) -> Article | str:
        try:
            return read_article(found) if isinstance(found, ArticleReference) else str(found)
        except UnreadableError as error:
            return str(error)

    return [one(found) for found in listed(path)]


def list_and_read(path: Path, max_bytes: int) -> list[Article]:
    """Give a file's articles, all of which can be read."""
    return [read_article(found) for found in list_references([path], max_bytes) if isinstance(found, ArticleReference)]


def only(path: Path) -> Article:
    """Give the one article of a file."""
    (found,) = read(path)
    assert isinstance(found, Article)
    return found


def test_text_file(tmp_path: Path) -> None:
    """The first line of a text is its title, and what may be quoted begins after it and the empty lines below it."""
    path = save(tmp_path / "flood.txt", "\n  The Flood \n\n\n  It rained.\n")
    text = "\n  The Flood \n\n\n  It rained.\n"
    assert only(path) == Article(Source("flood", "The Flood", path=str(path)), text, body=text.index("  It"))


def test_long_first_line_is_no_title(tmp_path: Path) -> None:
    """A first line of more than 300 characters is quotable, and the file's stem is the title."""
    longest, longer = "a" * 300, "a" * 301
    path = save(tmp_path / "long.txt", f"{longer}\nb")
    assert only(path) == Article(Source("long", "long", path=str(path)), f"{longer}\nb")
    assert only(save(path, f"{longest}\nb")) == Article(
        Source("long", longest, path=str(path)), f"{longest}\nb", body=301
    )


def test_crlf_is_kept(tmp_path: Path) -> None:
    """The text has the line breaks of its file."""
    article = only(save(tmp_path / "a.txt", "Title\r\n\r\nOne.\r\nTwo.\r\n"))
    assert (article.text, article.body) == ("Title\r\n\r\nOne.\r\nTwo.\r\n", 9)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark(tmp_path: Path, mark: bytes, encoding: str) -> None:
    """A byte order mark tells the encoding and is not part of the text."""
    article = only(save(tmp_path / "a.txt", mark + "Título\n“Sí” 😀".encode(encoding)))
    assert (article.source.title, article.text, article.body) == ("Título", "Título\n“Sí” 😀", 7)


def test_wrong_byte_order_mark() -> None:
    """Data that does not go on as its byte order mark says is refused."""
    with pytest.raises(UnreadableError, match=r"^begins as UTF-16-LE but is not$"):
        decode(codecs.BOM_UTF16_LE + b"a")


def test_detected_encoding() -> None:
    """Text in Windows-1252 is recognized by its letters."""
    text = (
        "El puente reabre en abril\r\n\r\nLa alcaldía anunció el lunes que la circulación volverá a la normalidad. "
        "Los niños cruzaban el río a pie, según la policía. ¿Qué pasará mañana? Nadie lo sabía."
    )
    assert decode(text.encode("cp1252")) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\r\n")))
def test_utf8_is_kept(text: str) -> None:
    """Any text in UTF-8 is kept to the character, but for a byte order mark."""
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\x00\x00abc", b"\x89PNG\r\n\x1a\n\x00\xff", b"a\x01b\x02c", b"text\x00text"]
)
def test_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    """Data with zero bytes, or with many control characters, is no text."""
    assert read(save(tmp_path / "a.txt", data)) == ["is binary, not text"]


def test_empty_files(tmp_path: Path) -> None:
    """A file without anything but white space is a problem, whatever its format and encoding."""
    for name in ("a.txt", "a.md", "a.jsonl"):
        assert read(save(tmp_path / name, " \r\n")) == [f"{tmp_path / name}: is empty"]
    assert read(save(tmp_path / "a.txt", codecs.BOM_UTF8 + b"\n")) == ["is empty"]


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a problem, and so is one that goes between listing and reading."""
    path = tmp_path / "a.txt"
    assert listed(path) == [Problem(str(path), "does not exist")]
    with pytest.raises(UnreadableError, match=r"^cannot be read: No such file or directory$"):
        read_article(ArticleReference(str(path), "a", 0, 1, b""))


def test_size_limit(tmp_path: Path) -> None:
    """A file of more than the limit is a problem that names the setting, and one of just the limit is not."""
    reason = "is larger than 0.001 MB (library.max_megabytes in the settings)"
    path = save(tmp_path / "a.txt", "T\n" + "a" * (LIMIT - 1))
    assert listed(path) == [Problem(str(path), reason)]
    assert names(save(path, "T\n" + "a" * (LIMIT - 2))) == ["a"]


def test_oversized_line(tmp_path: Path) -> None:
    """A line of more than the limit is a problem by its number, and the lines around it are read."""
    line = '{"id": "%s", "title": "T", "text": "It rained."}\n'
    path = save(tmp_path / "a.jsonl", line % "a" + line % ("b" * 5 * LIMIT) + line % "c")
    reason = "is larger than 0.001 MB (library.max_megabytes in the settings)"
    assert [found.source.id if isinstance(found, Article) else found for found in read(path)] == [
        "a",
        f"{path}, line 2: {reason}",
        "c",
    ]


def test_jsonl_fields(tmp_path: Path) -> None:
    """A line's fields become the article's source, a whole number serves as an id, and other fields are passed over."""
    path = save(
        tmp_path / "a.jsonl",
        '{"id": 7, "title": " The\\n Flood ", "text": "It rained.\\r\\n", "more": [1]}\n'
        '{"id": "x", "title": "", "text": "T\\u00ed", "url": "u", "publisher": "p", "author": "a", '
        '"published_at": "2020-01-02"}',
    )
    assert read(path) == [
        Article(Source("7", "The Flood", path=str(path)), "It rained.\r\n"),
        Article(Source("x", "", "p", "a", "2020-01-02", "u", str(path)), "Tí"),
    ]


def test_bad_lines_do_not_end_a_file(tmp_path: Path) -> None:
    """Lines that hold no article are refused one by one, with the reason, and named by their numbers."""
    good = '{"id": "%s", "title": "T", "text": "It rained."}'
    path = save(
        tmp_path / "a.jsonl",
        codecs.BOM_UTF8
        + "\r\n".join(
            [good % "a", "", "{oops", '{"id": 1, "title": "T"}', '{"id": " ", "title": "T", "text": "x"}', good % "b"]
        ).encode(),
    )
    assert names(path) == ["1", "3", "4", "5", "6"]
    assert read(path) == [
        Article(Source("a", "T", path=str(path)), "It rained."),
        "is not an article: JSON is malformed: object keys must be strings (byte 1)",
        "is not an article: Object missing required field `text`",
        "its text or its id is empty",
        Article(Source("b", "T", path=str(path)), "It rained."),
    ]


def test_markdown_front_matter(tmp_path: Path) -> None:
    """Front matter gives the source, and neither it nor the heading below it is quotable."""
    text = (
        "---\r\nTitle: The Flood\r\nid: 12\r\nauthor: [Ann, Bob]\r\ndate: 2020-01-02\r\nurl: u\r\npublisher:\r\n---\r\n"
        "\r\n# Heading #\r\n\r\nIt rained.\r\n"
    )
    path = save(tmp_path / "a.md", text)
    source = Source("12", "The Flood", None, "Ann, Bob", "2020-01-02", "u", str(path))
    assert only(path) == Article(source, text, body=text.index("\r\nIt"), markdown=True)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# The Flood\nIt rained.", "The Flood", 12),
        ("\n#  The *Flood* ##  \n\nIt rained.", "The *Flood*", 21),
        ("It rained.\n\n# Later\n", "a", 0),
        ("## Part\nIt rained.", "a", 0),
        ("---\n- no fields\n---\nIt rained.", "a", 20),
        ("---\nIt rained.\n", "a", 0),
    ],
)
def test_markdown_title(tmp_path: Path, text: str, title: str, body: int) -> None:
    """Without a title in front matter a first heading is the title, else the file's stem."""
    path = save(tmp_path / "a.markdown", text)
    assert only(path) == Article(Source("a", title, path=str(path)), text, body, markdown=True)


def test_bad_front_matter(tmp_path: Path) -> None:
    """Front matter that is not YAML is refused."""
    (reason,) = read(save(tmp_path / "a.md", "---\ntitle: [\n---\nIt rained."))
    assert str(reason).startswith("its front matter cannot be used: while parsing")


@pytest.mark.parametrize(
    ("field", "value"),
    [("id: 007", "007"), ("id: !!int x", "x"), ("id: 0x10", "0x10"), ("id: ~", "a"), ("ID: [1]", "1")],
)
def test_front_matter_is_taken_as_written(tmp_path: Path, field: str, value: str) -> None:
    """What YAML would make of a field does not count, only what is written; nothing counts as no field."""
    assert only(save(tmp_path / "a.md", f"---\n{field}\n---\nIt rained.")).source.id == value


def test_front_matter_that_grows(tmp_path: Path) -> None:
    """Front matter that merges itself again and again is read as it stands."""
    tables = "".join(f"t{n}: &t{n} {{<<: [*t{n - 1}, *t{n - 1}]}}\n" for n in range(1, 60))
    path = save(tmp_path / "a.md", f"---\ntitle: Floods\nt0: &t0 {{a: b}}\n{tables}---\nIt rained.")
    assert [one.source.title for one in list_and_read(path, 10_000)] == ["Floods"]


def test_long_front_matter_is_text(tmp_path: Path) -> None:
    """What stands between two rules is text where it is longer than front matter is."""
    text = "---\n" + "title: Floods\n" * 1000 + "---\nIt rained."
    (article,) = list_and_read(save(tmp_path / "a.md", text), 100_000)
    assert (article.source.title, article.body) == ("a", 0)


def test_long_fields(tmp_path: Path) -> None:
    """Fields are cut to a length that can be shown and stored with each passage; an address or id is not cut."""
    long, url = "word " * 1000, "https://a.example/" + "b" * 3000
    line = {"id": "1", "title": long, "text": "It rained.", "author": long, "publisher": " A\nB ", "url": url}
    (article,) = list_and_read(save(tmp_path / "a.jsonl", json.dumps(line)), 100_000)
    title, author = ("word " * 60)[:299] + "…", ("word " * 200)[:999] + "…"
    assert article.source == Source("1", title, "A B", author, path=str(tmp_path / "a.jsonl"))
    path = save(tmp_path / "b.jsonl", json.dumps(line | {"id": long}))
    (draft,) = list_references([path], 100_000)
    assert isinstance(draft, ArticleReference)
    with pytest.raises(UnreadableError, match=r"^its id is longer than 1000 characters$"):
        read_article(draft)


@pytest.mark.parametrize("line", [b'{"id": 1, "title": "\xff", "text": "a"}', b'{"id": 1, "x": ' + b"[" * 900, b"\xcf"])
def test_lines_that_take_a_reader_apart(tmp_path: Path, line: bytes) -> None:
    """A line that is not UTF-8, or nested too deeply, is refused with the reason."""
    (reason,) = read(save(tmp_path / "a.jsonl", line))
    assert str(reason).startswith("is not an article: ")


def test_deeply_nested_line(tmp_path: Path) -> None:
    """A line of tables in tables, more than Python goes into, is refused."""
    path = save(tmp_path / "a.jsonl", '{"id": 1, "title": "", "text": "a", "more": ' + "[" * 100_000)
    (draft,) = list_references([path], 1_000_000)
    assert isinstance(draft, ArticleReference)
    with pytest.raises(UnreadableError, match=r"^is not an article: JSON is malformed: nested too deeply$"):
        read_article(draft)


def test_heading_of_many_blanks(tmp_path: Path) -> None:
    """A first heading may have any number of blanks and rules; a long one is no title."""
    for blanks in (" ", "\t", "#"):
        text = f"# a{blanks * 50_000}b\n\nIt rained."
        (article,) = list_and_read(save(tmp_path / "a.md", text), 100_000)
        assert (article.source.title, article.body) == ("a", 0)


def test_what_is_no_file(tmp_path: Path) -> None:
    """A pipe is not read, which would never end, nor is a link to a device or to itself; one to a file here is."""
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    (tmp_path / "link.txt").symlink_to(save(tmp_path / ".hidden" / "real.txt", "T\nIt rained."))
    (tmp_path / "above").symlink_to(tmp_path)
    assert [(Path(one.path).name, getattr(one, "reason", "")) for one in listed(tmp_path)] == [
        ("link.txt", ""),
        ("loop.txt", "cannot be read: Too many levels of symbolic links"),
        ("pipe.jsonl", "is not a file"),
        ("pipe.txt", "is not a file"),
        ("zero.md", "is a link that leads out of its folder; name what it leads to as a source"),
    ]


def test_names_of_any_bytes(tmp_path: Path) -> None:
    """A file is read whatever its name, unless that is not UTF-8 and so could not be kept."""
    for name in ("a\n\x1b[31m.txt", "b..\\c.txt", "title:*.txt"):
        save(tmp_path / name, "T\nIt rained.")
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("T\nIt rained.")
    assert names(tmp_path) == ["a\n\x1b[31m", "b..\\c", "title:*"]
    (problem,) = (found for found in listed(tmp_path) if isinstance(found, Problem))
    assert problem.reason == "its name is not UTF-8; rename it"


def test_names_that_are_too_long(tmp_path: Path) -> None:
    """A path that no file system takes is a problem as any other."""
    path = tmp_path / ("a" * 5000 + ".txt")
    assert listed(path) == [Problem(str(path), "cannot be read: File name too long")]


def test_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be read is a problem, so that its articles are not taken for gone."""
    save(tmp_path / "in" / "a.txt", "T\nIt rained.")
    listing = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("in"):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert listed(tmp_path) == [Problem(str(tmp_path / "in"), "cannot be read: Permission denied")]


def test_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    """What is no longer what was listed is not read, since it would stand under another's hash."""
    for name in ("a.txt", "a.jsonl"):
        path = save(tmp_path / name, '{"id": "a", "title": "T", "text": "It rained."}\nOne.')
        drafts = [found for found in listed(path) if isinstance(found, ArticleReference)]
        save(path, '{"id": "b", "title": "T", "text": "It snowed."}\nOne and more.')
        with pytest.raises(UnreadableError, match=r"^changed while it was read; sync again$"):
            read_article(drafts[0])


def test_order_and_hidden_files(tmp_path: Path) -> None:
    """A folder is listed in order of names, its files before its folders, without what is hidden."""
    for name in ("b/c.txt", "d.md", "a.txt", ".hidden.txt", "b/.git/e.txt", "b/A.TXT"):
        save(tmp_path / name, "T\nIt rained.")
    assert [Path(found.path).relative_to(tmp_path).as_posix() for found in listed(tmp_path)] == [
        "a.txt",
        "d.md",
        "b/A.TXT",
        "b/c.txt",
    ]


def test_other_formats(tmp_path: Path) -> None:
    """A file of a format that is not read is a problem that tells which are."""
    path = save(tmp_path / "a.pdf", "%PDF")
    assert listed(path) == [Problem(str(path), "not a format that is read (.jsonl, .markdown, .md, .txt)")]


def test_files_of_one_stem_are_named_by_path(tmp_path: Path) -> None:
    """Files that share a stem are named by their paths below the source, or by folder where they are the source."""
    first, second = save(tmp_path / "x/a.txt", "T\nOne."), save(tmp_path / "y/z/a.md", "Two.")
    save(tmp_path / "y/b.txt", "T\nThree.")
    assert names(tmp_path) == ["x/a", "b", "y/z/a"]
    assert names(first, tmp_path / "y") == ["x/a", "b", "z/a"]
    assert names(first, second) == ["x/a", "z/a"]


def test_sources_may_overlap(tmp_path: Path) -> None:
    """A file that two sources hold is listed once."""
    path = save(tmp_path / "a.txt", "T\nOne.")
    assert listed(path, tmp_path, tmp_path) == listed(path)


def test_digest_is_of_the_bytes(tmp_path: Path) -> None:
    """The digest changes with any byte and with the name, and with nothing else."""

    def digest(path: Path, data: str) -> bytes:
        (draft,) = listed(save(path, data))
        assert isinstance(draft, ArticleReference)
        return draft.digest

    first = digest(tmp_path / "a.txt", "T\nOne.")
    assert digest(tmp_path / "moved" / "a.txt", "T\nOne.") == first == digest(tmp_path / "a.txt", "T\nOne.")
    others = [digest(tmp_path / "a.txt", data) for data in ("T\nOne", "T\r\nOne.", "T\nOne. ")]
    assert len({first, *others, digest(tmp_path / "b.txt", "T\nOne.")}) == 5


def test_digest_of_a_line_is_of_what_it_says(tmp_path: Path) -> None:
    """A line that moves within its file keeps its digest, and a line that changes does not."""
    before = listed(save(tmp_path / "a.jsonl", '{"id": 1}\n{"id": 2}\n'))
    after = listed(save(tmp_path / "a.jsonl", '\n{"id": 2}\r\n{"id": 3}'))
    digests = [[found.digest for found in drafts if isinstance(found, ArticleReference)] for drafts in (before, after)]
    assert digests[0][1] == digests[1][0]
    assert len({*digests[0], *digests[1]}) == 3


def test_front_matter_runs_nothing(tmp_path: Path) -> None:
    """Front matter that asks YAML to make an object of Python's is refused, and nothing is run."""
    file = tmp_path / "a.md"
    file.write_text(f"---\ntitle: !!python/object/apply:os.mkdir ['{tmp_path}/ran']\n---\nText.\n")
    [draft] = list_references([file], 1000)
    assert isinstance(draft, ArticleReference)
    with suppress(UnreadableError):
        read_article(draft)
    assert not (tmp_path / "ran").exists()


def test_links_out_of_a_folder_are_not_read(tmp_path: Path) -> None:
    """A link in a folder to a file elsewhere is named and not read; one within the folder, and a source itself, are."""
    secret = tmp_path / "secret.txt"
    secret.write_text("A secret of the operator's.")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("An article.")
    (folder / "b.txt").symlink_to("a.txt")
    (folder / "c.txt").symlink_to(secret)
    (tmp_path / "source").symlink_to(folder)
    (tmp_path / "d.txt").symlink_to(secret)
    found = list(list_references([tmp_path / "source", tmp_path / "d.txt"], 1000))
    assert [Path(one.path).name for one in found] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert [one.reason for one in found if isinstance(one, Problem)] == [
        "is a link that leads out of its folder; name what it leads to as a source"
    ]
