"""A real editor, Neovim without a screen, with the settings that we ship."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY
from desk import ANNA, FILES, desk

TEXT = """\
---
name: 王小明 😀 Anna
company: b
position: {title: 采购 😀, reports-to: karl-brandt}
habits: [茶 😀, 咖啡]
source: {detail: 广交会 😀, channel: exhibition}
country: de
personality: {manner: formal, style: amiable}
custom: {x: 😀}
stage: harmonic
---
"""


@pytest.mark.skipif(shutil.which("nvim") is None, reason="no Neovim here (make neovim)")
def test_a_user_of_neovim_is_helped(tmp_path: Path) -> None:
    files = {**FILES, ANNA: TEXT, "dossiers/companies/b.md": "---\nname: B\ncountry: de\n---\n"}
    root = desk(tmp_path, files).root
    out = tmp_path / "said.json"
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "DOSSIER_LUA": str(REPOSITORY / "editors" / "nvim"),
        "DOSSIER_TEST_BOOK": str(root),
        "DOSSIER_PYTHON": sys.executable,
        "DOSSIER_OUT": str(out),
    }
    script = Path(__file__).with_name("asked.lua")
    command = ["nvim", "--headless", "--clean", "-n", "-c", f"luafile {script}"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=240, check=False
    )
    said = json.loads(out.read_text(encoding="utf-8"))
    assert "problem" not in said, (said, done.stderr)
    assert (said["code"], said["underlined"]) == ("unknown-value", "harmonic")
    assert "document_symbol" in said["outline"]
    assert (said["remarks"], said["folds"]) == (True, True)  # as far as this Neovim has them
    assert said["offered"] == ["b", "brightlite"]
    assert said["hover"].startswith("Dr. Karl Brandt (karl-brandt)") or "Dr. Karl" in said["hover"]
    assert said["line"] == "name: Dr. Karl Brandt"
    assert said["renamed"] == "position: {title: 采购 😀, reports-to: kb-1}"
    assert not (root / "dossiers/customers/karl-brandt.md").exists()
