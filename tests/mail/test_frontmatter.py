"""Files with front matter are read as strictly as dossiers, and no stock reader sees other keys."""

from __future__ import annotations

from pathlib import Path

import frontmatter
import pytest

from dossierkit.text.fence import split
from dossierkit.text.frontmatter import StrictError, StrictHandler, read_front_matter
from dossierkit.text.header import read_header
from dossierkit.text.source import decode

REPOSITORY = Path(__file__).parents[2]
SAMPLES = sorted(REPOSITORY.glob("dossiers/*/*.md")) + sorted(REPOSITORY.glob("templates/*/*.md"))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_stock_python_frontmatter_reads_the_same_keys(file: Path) -> None:
    source = decode(file.name, file.read_bytes())
    parts = split(source)
    assert parts is not None
    header = read_header(source, parts.header)
    assert header is not None
    assert list(frontmatter.load(str(file)).metadata) == list(header.fields)
    strict = frontmatter.load(str(file), handler=StrictHandler(file.name))
    assert list(strict.metadata) == list(header.fields)


def test_values_stay_the_text_that_stands_there() -> None:
    text = "---\ncountry: NO\nphone: 013700137000\nempty:\nlist: [a, {b: c}]\n---\nBody\n"
    post = frontmatter.loads(text, handler=StrictHandler())
    assert post.metadata == {
        "country": "NO",
        "phone": "013700137000",
        "empty": None,
        "list": ["a", {"b": "c"}],
    }
    assert post.content == "Body"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\ufeff---\na: b\n---\n", "byte-order-mark"),
        ("---\na: b\n", "unclosed-header"),
        ("a: b\n", "no-header"),
        ("--- # note\na: b\n---\n", "bad-fence"),
        ("---\na: b\na: c\n---\n", "duplicate-key"),
        ("---\n- a\n---\n", "not-a-mapping"),
        ("---\na: &x b\n---\n", "anchor"),
        ("---\na: !!python/object/apply:os.system [id]\n---\n", "tag"),
        ("---\na: b\n---\n<<<<<<< ours\n", "conflict-marker"),
    ],
)
def test_what_stock_python_frontmatter_lets_pass_is_an_error(text: str, code: str) -> None:
    with pytest.raises(StrictError) as caught:
        frontmatter.loads(text, handler=StrictHandler("x.md"))
    assert code in [finding.code for finding in caught.value.findings]
    assert caught.value.findings[0].path == "x.md"
    if code != "byte-order-mark":
        with pytest.raises(StrictError):
            read_front_matter("x.md", text.encode())


def test_a_finding_has_the_line_of_the_file() -> None:
    with pytest.raises(StrictError) as caught:
        frontmatter.loads("---\na: b\na: c\n---\n", handler=StrictHandler("x.md"))
    assert caught.value.findings[0].line == 3


def test_it_takes_any_text_for_its_own() -> None:
    assert StrictHandler().detect("no header at all")
