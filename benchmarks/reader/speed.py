"""How fast the reader is and how much memory it takes, beside its peers; all in one run, one thread each.

Read are the texts of GUM's and PolNeAR's dev parts, each in a process of its own, by
- `analysis`: `standoff.language.load().texts`, everything from characters to filled Docs;
- `network`: our network alone (onnxruntime, int8), given its windows;
- `spaCy`: the architecture of its CPU pipelines (en_core_web_sm: 96-wide hash embeddings, four convolutions; tagger,
  morphologizer and parser on one tok2vec, names on another), with the labels of EWT and UNER. Taught for moments only:
  its speed does not depend on how well it reads, once it cuts sentences and names of a usual length. It has no lemmas,
  coreference, attributions or times;
- `PyTorch`: our network in torch, float32, given the same windows; untrained, which changes no multiplication.

A process loads, reads WARM texts, then reads them all; CPU time is that of the process, all of its threads. Contenders
take turns, `--rounds` times, and a figure is the median of the rounds: so a machine that other work slows down slows
down all of them. Memory is the most that the process ever held, libraries and all. The short article is the first 600
words of each of 20 texts that the warm process has not seen; the figure is their median.

    python -m benchmarks.reader.speed [--rounds N] [--write]

PyTorch is left out where it cannot be imported; STANDOFF_TORCH_PYTHON names an interpreter that can (and has numpy).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATA = ROOT.parent / "shared" / "data"

WARM = 5
"""Texts (or windows) that are read before the clock runs."""

ARTICLE, ARTICLES = 600, 20
"""Words of the short article; how many of them are read."""

FASTEST, LONGEST = 4000, 0.2
"""What issue 3 asks for: words per CPU-second of the whole analysis; seconds for the short article."""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")

TEXTS = 32
"""Texts that spaCy reads together; more make it slower."""

Work = dict[str, Any]
"""What `prepare` wrote."""


def main() -> None:
    """Prepare, let every contender have its turns, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    parser.add_argument("--child", nargs=2, metavar=("TASK", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        task, folder = arguments.child
        print(json.dumps(CHILDREN[task](Path(folder))))
        return
    if not DATA.is_dir():
        print(f"The reader's speed is measured on the texts in {DATA}, which are not there: skipped.")
        return
    table = measured(arguments.rounds)
    print(table)
    if arguments.write:
        from benchmarks.reader import tables

        tables.write({"speed": table})


def measured(rounds: int) -> str:
    """The table."""
    runs: dict[str, list[dict[str, float]]] = {"analysis": [], "network": [], "spaCy": [], "PyTorch": []}
    torch = torch_python()
    if torch is None:
        del runs["PyTorch"]
        print("PyTorch is left out: neither this Python nor STANDOFF_TORCH_PYTHON can import torch.", file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        words = child("prepare", scratch)["words"]
        short = child("short", scratch)
        for number in range(rounds):
            for name, done in runs.items():
                print(f"round {number + 1}: {name}", file=sys.stderr, flush=True)
                done.append(child(name, scratch, torch if name == "PyTorch" and torch else sys.executable))
    return shown(int(words), runs, short)


def shown(words: int, runs: Mapping[str, Sequence[Mapping[str, float]]], short: Mapping[str, float]) -> str:
    """Markdown: speeds and their ratios, round by round, then the short article."""
    lines = [f"| read by | words per CPU-second ({words} words) | ratio to spaCy's architecture | peak MB |",
             "|---|---|---|---|"]
    for name, done in runs.items():
        speed = words / statistics.median(run["cpu"] for run in done)
        ratio = statistics.median(peer["cpu"] / run["cpu"] for run, peer in zip(done, runs["spaCy"], strict=True))
        goal = f" (target ≥ {FASTEST}{', missed' if speed < FASTEST else ''})" if name == "analysis" else ""
        lines.append(f"| {TITLES[name]} | {speed:.0f}{goal} | {ratio:.2f} | "
                     f"{statistics.median(run['peak'] for run in done):.0f} |")
    if "PyTorch" in runs:
        for name in ("analysis", "network"):
            ratio = statistics.median(peer["cpu"] / run["cpu"]
                                      for run, peer in zip(runs[name], runs["PyTorch"], strict=True))
            lines.append(f"| ratio of {TITLES[name]} to PyTorch | | {ratio:.2f} to PyTorch | |")
    missed = ", missed" if short["cpu"] > LONGEST else ""
    lines += ["", f"| article of {ARTICLE} words, the reader warm | CPU seconds | seconds by the clock |",
              "|---|---|---|",
              f"| median of {ARTICLES} | {short['cpu']:.3f} (target ≤ {LONGEST}{missed}) | {short['clock']:.3f} |",
              f"| `import` and `load()`, from nothing | {short['load cpu']:.2f} | {short['load clock']:.2f} |"]
    return "\n".join(lines)


TITLES = {"analysis": "Standoff, the whole analysis", "network": "Standoff, the network alone",
          "spaCy": "spaCy's CPU architecture: tags, trees, names", "PyTorch": "the same network in PyTorch, float32"}


def torch_python() -> str | None:
    """An interpreter that has torch."""
    for python in (os.environ.get("STANDOFF_TORCH_PYTHON"), sys.executable):
        if python and subprocess.run([python, "-c", "import torch"], capture_output=True).returncode == 0:
            return python
    return None


def child(task: str, folder: str, python: str = sys.executable) -> dict[str, float]:
    """What a process of its own prints. This process stays small: a child's peak memory begins with its parent's."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    done = subprocess.run([python, "-m", "benchmarks.reader.speed", "--child", task, folder], check=True, cwd=ROOT,
                          stdout=subprocess.PIPE, text=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


# — in the children —


def prepare(folder: Path) -> dict[str, float]:
    """Write the texts, the windows that our reader cuts them into, the short articles, and spaCy's pipeline."""
    from benchmarks.reader import attributions
    from training.reader import ud

    from standoff.language.network import WEIGHTS, Pieces
    from standoff.language.words import tokenise

    texts = [document.text for document in ud.gum(DATA / "gum", "dev")]
    texts += attributions.texts(DATA / "polnear").values()
    cut = [tokenise(text) for text in texts]
    pieces = Pieces(WEIGHTS / "tokenizer.json")
    short = [text[:words[ARTICLE - 1][1]] for text, words in zip(texts, cut, strict=True) if len(words) >= ARTICLE]
    work = {"texts": texts, "windows": [one for text, words in zip(texts, cut, strict=True)
                                        for one in windowed(text, words, pieces)], "short": short[:WARM + ARTICLES]}
    (folder / "work.json").write_text(json.dumps(work), encoding="utf-8")
    peer(folder / "spacy")
    return {"words": sum(map(len, cut))}


def windowed(text: str, words: Sequence[tuple[int, int]], pieces: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The windows of a text, as `standoff.language.reader` makes them."""
    from standoff.language.network import LIMIT
    from standoff.language.windows import breaks, shapes, windows

    found = pieces([text[start:end] for start, end in words])
    shaped, gaps = shapes(text, words), breaks(text, words)
    for a, b in windows(text, words, [len(one) for one in found], LIMIT):
        yield found[a:b], shaped[a:b], gaps[a:b]


TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "include_static_vectors": False,
              "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
              "rows": [5000, 1000, 2500, 2500, 50, 50]},
    "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1,
               "maxout_pieces": 3},
}
"""As in the published configuration of en_core_web_sm."""

PASSES = 2
"""Of training: enough for it to find as many sentences and names as there are, more or less."""


def peer(folder: Path) -> None:
    """spaCy's architecture, taught a little on EWT's dev part with UNER's names, saved."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example
    from training.reader import ud

    listening = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}

    def parsing(kind: str, sees: Mapping[str, Any]) -> dict[str, Any]:
        return {"model": {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "hidden_width": 64,
                          "extra_state_tokens": kind == "ner", "maxout_pieces": 2, "use_upper": True, "tok2vec": sees}}

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    for name in ("tagger", "morphologizer"):
        nlp.add_pipe(name, config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listening}})
    nlp.add_pipe("parser", config=parsing("parser", listening))
    nlp.add_pipe("ner", config=parsing("ner", TOK2VEC))
    documents = ud.ewt(DATA / "ud_ewt", "dev")
    ud.uner(DATA / "uner_ewt", documents)
    examples = [Example(Doc(nlp.vocab, words=[token.text for token in gold]), gold)
                for gold in (annotated(document, nlp.vocab) for document in documents)]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(PASSES):
        for at in range(0, len(examples), 8):
            nlp.update(examples[at:at + 8], sgd=optimizer)
    nlp.to_disk(folder)


def annotated(document: Any, vocab: Any) -> Any:
    """A Doc of the gold's words, tags, features, trees and names."""
    from spacy.tokens import Doc

    count = len(document.words)
    names = ["O"] * count
    for mention in document.mentions or []:
        kind = "PER" if "person" in mention.kinds else "LOC" if "place" in mention.kinds else "ORG"
        names[mention.start:mention.end] = [f"B-{kind}", *[f"I-{kind}"] * (mention.end - mention.start - 1)]
    morphs = ["|".join(f"{name}={value}" for name, value in sorted(one.items())) for one in document.feats]
    words = [document.text[start:end] for start, end in document.words]
    return Doc(vocab, words=words, tags=document.upos, pos=document.upos, morphs=morphs,
               heads=document.heads, deps=["ROOT" if one == "root" else one for one in document.deprels], ents=names)


def analysis(work: Work, folder: Path) -> tuple[Callable[[Any], Any], str]:
    """Our reader, on texts."""
    from standoff.language import load

    reader = load()
    return lambda texts: deque(reader.texts(texts), 0), "texts"


def network(work: Work, folder: Path) -> tuple[Callable[[Any], Any], str]:
    """Our network, on windows."""
    from standoff.language.network import Network

    run = Network()
    return lambda windows: deque(map(run, windows), 0), "windows"


def spacys(work: Work, folder: Path) -> tuple[Callable[[Any], Any], str]:
    """spaCy's architecture, on texts."""
    import spacy

    nlp = spacy.load(folder / "spacy")
    return lambda texts: deque(nlp.pipe(texts, batch_size=TEXTS), 0), "texts"


def torchs(work: Work, folder: Path) -> tuple[Callable[[Any], Any], str]:
    """Our network in torch, on windows."""
    import torch
    from training.reader.network import Network

    from standoff.language.network import WEIGHTS, Labels, inputs

    torch.set_num_threads(1)
    labels = Labels.load(WEIGHTS / "labels.json")
    run = Network(labels, labels.features).eval()

    def read(windows: Any) -> None:
        with torch.no_grad():
            for window in windows:
                run(**{name: torch.from_numpy(array) for name, array in inputs([window]).items()})

    return read, "windows"


def timed(make: Callable[[Work, Path], tuple[Callable[[Any], Any], str]]) -> Callable[[Path], dict[str, float]]:
    """CPU seconds and peak megabytes of a contender."""
    def measure(folder: Path) -> dict[str, float]:
        work = json.loads((folder / "work.json").read_text(encoding="utf-8"))
        read, unit = make(work, folder)
        read(work[unit][:WARM])
        began = time.process_time()
        read(work[unit])
        return {"cpu": time.process_time() - began, "peak": peak()}

    return measure


def peak() -> float:
    """Megabytes that this process held at most."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / 1e6 if sys.platform == "darwin" else held * 1024 / 1e6


def short(folder: Path) -> dict[str, float]:
    """Seconds of loading, and medians of seconds for an article of 600 words."""
    articles = json.loads((folder / "work.json").read_text(encoding="utf-8"))["short"]
    began = time.process_time(), time.perf_counter()
    from standoff.language import load

    reader = load()
    loaded = time.process_time() - began[0], time.perf_counter() - began[1]
    took = []
    for article in articles:
        began = time.process_time(), time.perf_counter()
        deque(reader.texts([article]), 0)
        took.append((time.process_time() - began[0], time.perf_counter() - began[1]))
    cpu, clock = (statistics.median(column) for column in zip(*took[WARM:], strict=True))
    return {"cpu": cpu, "clock": clock, "load cpu": loaded[0], "load clock": loaded[1]}


CHILDREN: dict[str, Callable[[Path], dict[str, float]]] = {
    "prepare": prepare, "short": short, "analysis": timed(analysis), "network": timed(network), "spaCy": timed(spacys),
    "PyTorch": timed(torchs)}


if __name__ == "__main__":
    main()
