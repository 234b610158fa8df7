"""Addresses of repositories, and of the files in them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.ingest.repository_address import (
    RepositoryAddress,
    RepositoryAddressError,
    parse_remote,
    parse_repository_address,
)

COMMIT = "c0ffee" + "0" * 34


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("git+https://h.example/o/r", RepositoryAddress("https://h.example/o/r", "h.example", 443)),
        ("git+https://h.example/o/r.git/", RepositoryAddress("https://h.example/o/r.git", "h.example", 443)),
        ("git+http://h.example:8080/r", RepositoryAddress("http://h.example:8080/r", "h.example", 8080)),
        ("GIT+HTTPS://H.Example/o/R", RepositoryAddress("https://h.example/o/R", "h.example", 443)),
        ("git+https://h.example/o/r@v1.2", RepositoryAddress("https://h.example/o/r", "h.example", 443, "v1.2")),
        ("git+https://h.example/o/r@a/b", RepositoryAddress("https://h.example/o/r", "h.example", 443, "a/b")),
        (
            "git+https://h.example/~o/r@main#subdirectory=docs/en/&egg=r",
            RepositoryAddress("https://h.example/~o/r", "h.example", 443, "main", "docs/en"),
        ),
        (
            "git+https://h.example/r#subdirectory=my%20docs",
            RepositoryAddress("https://h.example/r", "h.example", 443, "", "my docs"),
        ),
        ("git+https://[::1]:80/r", RepositoryAddress("https://[::1]:80/r", "::1", 80)),
        (
            "git+https://bücher.example/r",
            RepositoryAddress("https://xn--bcher-kva.example/r", "xn--bcher-kva.example", 443),
        ),
    ],
)
def test_parts(text: str, address: RepositoryAddress) -> None:
    """An address is taken apart as pip does, and written down it is the same."""
    assert parse_repository_address(text) == address
    assert parse_repository_address(str(address)) == address


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("git+ssh://git@h.example/o/r", "by https alone"),
        ("git+file:///srv/r", "by https alone"),
        ("git+git://h.example/r", "by https alone"),
        ("https://h.example/o/r", "that is no repository"),
        ("git+https://h.example", "names no repository"),
        ("git+https://h.example/", "names no repository"),
        ("git+https:///o/r", "names no repository"),
        ("git+https://0x7f.1/o/r", "names no repository"),
        ("git+https://2130706433/o/r", "names no repository"),
        ("git+https://127.1/o/r", "names no repository"),
        ("git+https://h.example./o/r", "names no repository"),
        ("git+https://[::ffff:7f00:1%25lo]/o/r", "names no repository"),
        ("git+https://h.example/a/../b", "names no repository"),
        ("git+https://h.example/o/r?x=1", "names no repository"),
        ("git+https://h.example:x/o/r", "is no address"),
        ("git+https://h.example/o/r@--upload-pack=x", "is no branch, tag or commit"),
        ("git+https://h.example/o/r@a:b", "is no branch, tag or commit"),
        ("git+https://h.example/o/r@", "is no branch, tag or commit"),
        ("git+https://h.example/o/r#subdirectory=../x", "is no folder of a repository"),
        ("git+https://h.example/o/r#folder=x", "folder means nothing here"),
    ],
)
def test_what_is_none(text: str, reason: str) -> None:
    """What is no address of a repository is told, with what to write."""
    with pytest.raises(RepositoryAddressError, match=reason) as raised:
        parse_repository_address(text)
    assert "write it as git+https://HOST/OWNER/REPOSITORY" in str(raised.value)


def test_a_password_is_not_repeated() -> None:
    """An address with a password is refused, and the message does not have it."""
    with pytest.raises(RepositoryAddressError) as raised:
        parse_repository_address("git+https://ann:s3cret@h.example/o/r")
    assert str(raised.value) == (
        "git+https://h.example/o/r: has a name or password in it, which would be kept; name a public repository without"
    )


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        ("github.com/o/r.git", "https://github.com/o/r/blob/{}/a%20b/c%23.md"),
        ("gitlab.com/g/s/r", "https://gitlab.com/g/s/r/-/blob/{}/a%20b/c%23.md"),
        ("gitlab.gnome.org/GNOME/r.git", "https://gitlab.gnome.org/GNOME/r/-/blob/{}/a%20b/c%23.md"),
        ("codeberg.org/o/r", "https://codeberg.org/o/r/src/commit/{}/a%20b/c%23.md"),
        ("gitea.example/o/r", "https://gitea.example/o/r/src/commit/{}/a%20b/c%23.md"),
        ("forgejo.example/o/r", "https://forgejo.example/o/r/src/commit/{}/a%20b/c%23.md"),
        ("bitbucket.org/o/r", "https://bitbucket.org/o/r/src/{}/a%20b/c%23.md"),
        ("git.sr.ht/~o/r", "https://git.sr.ht/~o/r/tree/{}/item/a%20b/c%23.md"),
        (
            "git.kernel.org/pub/scm/git/git.git",
            "https://git.kernel.org/pub/scm/git/git.git/tree/a%20b/c%23.md?id={}",
        ),
        ("cgit.example/r", "https://cgit.example/r/tree/a%20b/c%23.md?id={}"),
        ("code.example/o/r", ""),
    ],
)
def test_addresses_of_files(repository: str, expected: str) -> None:
    """A file at a commit is shown where its host shows it; of a host that is not known no address is made up."""
    address = parse_repository_address(f"git+https://{repository}")
    assert address.file_address(COMMIT, "a b/c#.md") == expected.format(COMMIT)


@given(st.text().map("git+https://h.example/o/r{}".format))
@example("git+https://h.example/o/r@a#subdirectory=-")
@example("git+https://h.example/o/r#subdirectory=%0a")
def test_any_text(text: str) -> None:
    """Whatever is behind it, an address is refused, or one that git takes for no option and that stays the same."""
    try:
        address = parse_repository_address(text)
    except RepositoryAddressError:
        return
    assert not address.revision.startswith(("-", "+"))
    assert ".." not in address.subdirectory.split("/")
    assert parse_repository_address(str(address)) == address


@pytest.mark.parametrize(
    ("remote", "shown"),
    [
        ("https://github.com/o/r", "https://github.com/o/r/blob/1/a.md"),
        ("https://ann:to%2Fken@github.com/o/r.git/", "https://github.com/o/r/blob/1/a.md"),
        ("git@github.com:o/r.git", "https://github.com/o/r/blob/1/a.md"),
        ("github.com:/o/r", "https://github.com/o/r/blob/1/a.md"),
        ("ssh://git@GitHub.com:22/o/r.git", "https://github.com/o/r/blob/1/a.md"),
        ("git+ssh://git@gitlab.com/o/sub/r.git", "https://gitlab.com/o/sub/r/-/blob/1/a.md"),
        ("http://gitea.h.example:3000/o/r", "http://gitea.h.example:3000/o/r/src/commit/1/a.md"),
        ("git@git.sr.ht:~o/r", "https://git.sr.ht/~o/r/tree/1/item/a.md"),
        ("git://git.kernel.org/pub/r.git", "https://git.kernel.org/pub/r.git/tree/a.md?id=1"),
    ],
)
def test_remotes(remote: str, shown: str) -> None:
    """A remote leads to the pages of its host, however it is written, and without what is for signing in."""
    address = parse_remote(remote)
    assert address is not None
    assert address.file_address("1", "a.md") == shown


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "/srv/r.git",
        "../r",
        "file:///srv/github.com/r",
        "git@unknown.example:o/r.git",
        "gitlab:o/r",
        "ext::sh -c true",
        "https://github.com",
        "https://github.com/",
        "https://github.com/o/../r",
        "https://ann:12/secret@github.com/o/r",
        "https://gitlab.h.example:12/secret@github.com/o/r",
        "https://github.com/o/r?token=secret",
        "git@github.com:o/r#secret",
    ],
)
def test_remotes_that_lead_to_no_page(remote: str) -> None:
    """What is no address on a known host, or may have a secret in its path, leads nowhere."""
    assert parse_remote(remote) is None


@given(st.text(alphabet="git@+:/.~#?%hubcoms[]\\ \n0é"))
def test_any_remote(text: str) -> None:
    """Whatever stands as a remote, it is a repository that shows its files, or none."""
    address = parse_remote(text)
    assert address is None or address.file_address("1", "a.md").startswith(("https://", "http://"))
