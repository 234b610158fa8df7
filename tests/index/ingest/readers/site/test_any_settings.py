"""Whatever a file of settings holds, it is read or refused, and nothing of it is run."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.ingest.readers.base import ReaderOptions, UnreadableError
from index.ingest.readers.site.extraction import extract
from index.ingest.readers.site.settings import Site

NAMES = ["mkdocs.yml", "conf.py", "hugo.toml", "hugo.yaml", "hugo.json", "docusaurus.config.js", "docusaurus.config.ts"]
# What such files are made of, so that what is put together comes near to one.
PARTS = {
    ".yml": [
        "site_url: ",
        "https://a.example",
        "\n",
        "nav:",
        "  - ",
        "!ENV [X, ",
        "]",
        "plugins: ",
        "{",
        "}",
        "&a ",
        "*a",
    ],
    ".py": [
        "html_baseurl = ",
        "'https://a.example'",
        "\n",
        "os.environ.get('X', ",
        ")",
        "[",
        "]",
        "extensions",
        " or ",
        "f'",
    ],
    ".js": [
        *("module.exports = ", "export default ", "{", "}", "[", "]", "(", ")", ",", "url: ", "'https://a.example'"),
        *(
            "presets: ",
            "'classic'",
            "...a",
            "const a = ",
            "a",
            "`${a}`",
            "() => ",
            " || ",
            ".b",
            "\\u{110000}",
            "\n",
            ";",
        ),
    ],
    ".toml": [
        "baseURL = ",
        "'https://a.example'",
        "\n",
        "[languages.",
        "en",
        "]",
        "[[module.mounts]]",
        "target = 'content'",
    ],
    ".json": ["{", "}", '"baseURL"', ":", '"https://a.example"', ",", "[", "]", "1e999", "null"],
}
PARTS |= {".yaml": PARTS[".yml"], ".ts": PARTS[".js"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all."""
    return tmp_path_factory.mktemp("settings")


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything(folder: Path, name: str, data: st.DataObject) -> None:
    """Settings are records, or refused with a reason, or so deep that the process that reads them says so."""
    parts = st.lists(st.sampled_from(PARTS[Path(name).suffix]) | st.text(max_size=5)).map("".join)
    content = data.draw(parts.map(lambda text: text.encode(errors="replace")) | st.binary())
    file = folder / name
    file.write_bytes(content)
    try:
        site = extract(file, {}, ReaderOptions(1_000_000))
    except UnreadableError:
        return
    assert isinstance(site, Site)
    assert site.settings.base_url == "" or site.settings.base_url.endswith("/")
