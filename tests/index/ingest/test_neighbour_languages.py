"""What is too short to tell its language has that of the articles beside it."""

from index.ingest.neighbour_languages import NeighbourLanguages

KNOWN = [
    ("/a/es/one.md", "es"),
    ("/a/es/two.md", "es"),
    ("/a/es/three.md", "en"),
    ("/a/de/one.md", "de"),
    ("/a/one.md", "en"),
    ("/a/two.md", "en"),
]


def test_most_of_the_folder_tell() -> None:
    """Most articles of a folder tell, and where there is none most of all; without any it is English."""
    languages = NeighbourLanguages(KNOWN)
    assert [languages.beside(f"/a/{name}") for name in ("es/x.md", "de/x.md", "fr/x.md", "x.md")] == [
        "es",
        "de",
        "en",
        "en",
    ]
    assert languages.beside(None) == "en"
    assert NeighbourLanguages([]).beside("/a/x.md") == "en"
    assert NeighbourLanguages([("/b/x.md", "pt")]).beside("/a/x.md") == "pt"
