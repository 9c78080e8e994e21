"""Attributions of PolNeAR's dev articles: writes what the scorer of `../shared/bench` reads, and calls it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spacy.tokens import Doc


def texts(polnear: Path, split: str = "dev") -> dict[str, str]:
    """The articles' texts by document id."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((polnear / split / "text").glob("*.txt"))}


def line(key: str, doc: Doc) -> str:
    """One line of the scorer's input."""
    return json.dumps({"doc_id": key, "attributions": [
        {"source": told.source, "cue": told.cue, "content": told.content} for told in doc._.attributions or []]})


def scores(docs: Mapping[str, Doc], *, scorer: Path, polnear: Path, split: str = "dev") -> dict[str, float]:
    """The scorer's figures: content ≥ 50 %, source given content, both, and content by token."""
    with tempfile.TemporaryDirectory() as scratch:
        predicted = Path(scratch, "predicted.jsonl")
        predicted.write_text("".join(f"{line(key, doc)}\n" for key, doc in docs.items()), encoding="utf-8")
        options: list[str | Path] = ["--gold", polnear, "--split", split, "--pred", predicted, "--json"]
        done = subprocess.run([sys.executable, scorer, *options], check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    content = told["content50"]
    return {
        "content": content["F1"], "content precision": content["P"], "content recall": content["R"],
        "source given content": told["acc"]["source_ok"] or 0.0,
        "content and source": told["full(content50+source)"]["F1"],
        "content tokens": told["token_content"]["F1"],
        **{f"recall of {kind}": recall or 0.0 for kind, (recall, _) in told["recall_by_quote_type"].items()},
    }
