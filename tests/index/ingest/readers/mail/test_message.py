"""Tests of mails: what is said in one, and what is not."""

from email.message import EmailMessage
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.ingest.readers.mail.lines import mail_blocks
from index.records import Block
from tests.index.ingest.readers.articles import only, read, save

_HEADER = (
    "From: Edda Quillfeather <edda@weir.example>\nSubject: Re: AW: The sluice\nDate: Tue, 3 Jun 2031 09:15:00 +0200\n"
)


def _mail(folder: Path, text: str, header: str = _HEADER) -> Path:
    return save(folder / "one.eml", f"{header}\n{text}")


def _parts(path: Path) -> list[tuple[str, str]]:
    article = only(path)
    blocks: tuple[Block, ...] = article.reading.blocks if article.reading else ()
    return [(block.kind, article.plain[slice(*block.span)]) for block in blocks]


def test_a_mail_is_told_by_its_header(tmp_path: Path) -> None:
    """Subject, name of the sender and date are those of the article, without addresses and marks of answers."""
    source = only(_mail(tmp_path, "The sluice stays open.\n")).source
    assert (source.title, source.author, source.published_at) == (
        "The sluice",
        "Edda Quillfeather",
        "2031-06-03T09:15:00+02:00",
    )
    assert source.id == "one"


def test_lines_that_were_wrapped_are_joined(tmp_path: Path) -> None:
    """A line that is full goes on, one that its author broke does not, and marks begin items."""
    text = """Dear all,

the upper sluice will be closed on Friday, from eight in the
morning until the gravel is back. Bring:

- a rake with a long handle, and
  boots
- two buckets

Kind regards
Edda
"""
    assert _parts(_mail(tmp_path, text)) == [
        ("paragraph", "Dear all,"),
        (
            "paragraph",
            "the upper sluice will be closed on Friday, from eight in the morning until the gravel is back. Bring:",
        ),
        ("item", "- a rake with a long handle, and boots"),
        ("item", "- two buckets"),
        ("paragraph", "Kind regards\nEdda"),
    ]


def test_lines_in_capitals_head(tmp_path: Path) -> None:
    """A line in capitals that stands alone is a heading, one that ends as a sentence is none."""
    text = "WHAT TO WEAR\n\nBoots with a heel.\n\nNO SMOKING!\n"
    assert _parts(_mail(tmp_path, text)) == [
        ("heading", "WHAT TO WEAR"),
        ("paragraph", "Boots with a heel."),
        ("paragraph", "NO SMOKING!"),
    ]


def test_flowed_text_goes_on_behind_a_space(tmp_path: Path) -> None:
    """In format=flowed a space at the end of a line says that the paragraph goes on."""
    header = _HEADER + "Content-Type: text/plain; charset=utf-8; format=flowed\n"
    assert _parts(_mail(tmp_path, "The keys \nare in the mill.\nAsk Ivo.\n", header)) == [
        ("paragraph", "The keys are in the mill.\nAsk Ivo.")
    ]
    header = header.replace("flowed", "flowed; delsp=yes")
    assert _parts(_mail(tmp_path, "The ke \nys\n", header)) == [("paragraph", "The keys")]


def test_quotes_and_signatures_are_not_read(tmp_path: Path) -> None:
    """What a mail answers, who wrote that, and what stands below its signature are none of its own words."""
    text = """It opens at noon.

On Mon, 2 Jun 2031 at 18:02, Ivo Tamblyn
<ivo@mill.example> wrote:
> When does the sluice open?

And the other one stays shut.

--\x20
Edda Quillfeather, Weir House
"""
    assert _parts(_mail(tmp_path, text)) == [
        ("paragraph", "It opens at noon."),
        ("paragraph", "And the other one stays shut."),
    ]
    text = "Yes.\n\n-----Original Message-----\nFrom: Ivo\nSent: Monday\n\nDoes it open?\n"
    assert _parts(_mail(tmp_path, text)) == [("paragraph", "Yes.")]


def test_what_is_handed_on_is_read(tmp_path: Path) -> None:
    """Of a mail that is forwarded, the words of the other one are read, without its header."""
    header = _HEADER.replace("Re: AW:", "Fwd:")
    before = "See below.\n\n---------- Forwarded message ---------\nFrom: Ivo <i@mill.example>\nDate: Monday\n\n"
    text = f"{before}The mill is sold.\n"
    assert _parts(_mail(tmp_path, text, header)) == [
        ("paragraph", "See below."),
        ("paragraph", "The mill is sold."),
    ]


def test_html_is_read_where_the_text_is_none_to_speak_of(tmp_path: Path) -> None:
    """A text that only says that there is HTML gives way to that, without what it quotes."""
    message = EmailMessage()
    message["Subject"] = "Opening hours"
    message.set_content("Your program shows no HTML.")
    message.add_alternative(
        "<html><body><h1>Summer</h1><p>The hall is open from seven to noon on all days but Monday, when the floor is "
        "waxed by the warden and nobody may walk on it.</p><ul><li>Bring slippers.</li></ul>"
        '<div class="gmail_quote">On Monday Ivo wrote: <blockquote>When?</blockquote></div></body></html>',
        subtype="html",
    )
    path = save(tmp_path / "hours.eml", message.as_bytes())
    assert _parts(path) == [
        ("heading", "Summer"),
        (
            "paragraph",
            "The hall is open from seven to noon on all days but Monday, when the floor is waxed by the warden and "
            "nobody may walk on it.",
        ),
        ("item", "- Bring slippers."),
    ]


def test_the_text_goes_before_html(tmp_path: Path) -> None:
    """Where both say the same, the text is read."""
    message = EmailMessage()
    message.set_content("The hall is open from seven to noon.")
    message.add_alternative("<p>The <b>hall</b> is open from seven to noon.</p>", subtype="html")
    path = save(tmp_path / "hours.eml", message.as_bytes())
    assert _parts(path) == [("paragraph", "The hall is open from seven to noon.")]


def test_attachments_are_named(tmp_path: Path) -> None:
    """What is attached is not read, and that is said with the article as long as it is there."""
    message = EmailMessage()
    message.set_content("The plan is attached.")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    path = save(tmp_path / "plan.eml", message.as_bytes())
    assert only(path).warnings == ("what is attached to it is not read (plan.pdf); save it as files of its own",)


def test_other_encodings_are_read(tmp_path: Path) -> None:
    """The encoding that a mail tells is used, and found out where it tells a wrong one."""
    header = "Subject: =?utf-8?q?Fr=C3=BChjahr?=\nContent-Type: text/plain; charset=iso-8859-1\n\n"
    article = only(save(tmp_path / "a.eml", header.encode() + "Die Bäche führen Wasser.".encode("latin-1")))
    assert (article.source.title, article.plain) == ("Frühjahr", "Die Bäche führen Wasser.")
    untold = header.replace("iso-8859-1", "us-ascii").encode() + "Die Bäche führen Wasser.".encode()
    assert only(save(tmp_path / "untold.eml", untold)).plain == "Die Bäche führen Wasser."
    quoted = save(tmp_path / "quoted.eml", header.encode() + "Er sagt „Wasser“.".encode("cp1252"))
    assert only(quoted).plain == "Er sagt „Wasser“."
    simplified = header.replace("iso-8859-1", "gb2312").encode() + "朱镕基来了。".encode("gb18030")
    assert only(save(tmp_path / "simplified.eml", simplified)).plain == "朱镕基来了。"
    wrong = header.replace("iso-8859-1", "no-such-code").encode() + "Die Bäche führen Wasser.".encode()
    assert only(save(tmp_path / "b.eml", wrong)).plain == "Die Bäche führen Wasser."


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Files that are no mails, encrypted ones, those that only quote and those that say too much are told apart."""
    cases = {
        "no header at all": "has no header of a mail; save it anew as .eml",
        "Content-Type: multipart/encrypted; boundary=x\n\n--x--\n": "is encrypted; save what it says as text",
        f"{_HEADER}\n> Only this.\n": "says nothing but what it quotes; add the mail that it quotes",
        f"{_HEADER}\n{'long words ' * 200}": "is larger than 0.001 MB (library.max_megabytes in the settings)",
    }
    for number, (text, reason) in enumerate(cases.items()):
        path = save(tmp_path / f"{number}.eml", text)
        assert read(path) == [f"{path}: {reason}"]


@given(st.text(alphabet="ab >-\n.:1", max_size=200), st.booleans(), st.booleans())
def test_no_word_is_made_up(text: str, forwarded: bool, flowed: bool) -> None:
    """Whatever a mail says, its blocks hold only characters of it, in order."""
    said = "".join(block.text for block in mail_blocks(text, forwarded, flowed))
    rest = iter(text)
    assert all(char in rest for char in said if not char.isspace())
