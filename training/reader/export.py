"""Make the runtime's files of a trained state.

``python -m training.reader.export out/reader src/standoff/language/weights``

The encoder and the word heads become one ONNX graph. Linear layers but two are quantised to int8 (weights per column,
activations as they come) and the word embedding to int8 with one scale per row; the pair heads, small, stay float16
beside it. ``made.json`` tells from what they were made.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from training.corpus import corpus
from training.reader import corpora
from training.reader.examples import cut, encode
from training.reader.network import Network

from standoff.language.network import LIMIT, Labels, Pieces, inputs
from standoff.language.words import tokenise

INPUTS = ("pieces", "shapes", "breaks", "seen", "first")
OUTPUTS = ("grammar", "meaning", "arcs", "relations", "senses")


def trained(folder: Path) -> Network:
    """The network with the running mean of its weights."""
    names = Labels.load(folder / "labels.json")
    network = Network(names, names.features)
    saved = torch.load(folder / "state.pt", weights_only=True, map_location="cpu")
    network.load_state_dict(saved["network"])
    network.load_state_dict(saved["mean"], strict=False)
    return network.eval()


def graph(network: Network, path: Path) -> None:
    """The float32 ONNX file."""
    example = {name: torch.zeros(2, 9, dtype=torch.int64) for name in ("pieces", "shapes", "breaks")}
    example |= {"seen": torch.ones(2, 9, dtype=torch.int64), "first": torch.arange(5).repeat(2, 1)}
    axes = {name: {0: "windows", 1: "words" if name == "first" else "pieces"} for name in INPUTS}
    axes |= {name: {0: "windows", 1: "words"} for name in OUTPUTS}
    axes["arcs"][2] = "words"
    torch.onnx.export(network, tuple(example[name] for name in INPUTS), str(path), input_names=list(INPUTS),
                      output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False)


FLOAT = ["/layers.0/down/MatMul", "/layers.1/down/MatMul"]
"""Layers that are not quantised, since their error does most harm: in int8 they cost coreference .6 to .9 points."""

SMOOTHNESS = 0.75
"""How much of the range of a layer's input goes over to its weights; of 0.5, 0.65, 0.75, 0.85, 1 the least error."""


def smoothed(model: onnx.ModelProto, samples: list[dict[str, np.ndarray]]) -> onnx.ModelProto:
    """Each encoder layer's input channels divided by a factor, and its weights multiplied by it: the same function with
    inputs of more even size. The inputs' sizes are read off `samples`."""
    nodes = [node for node in model.graph.node if node.op_type == "MatMul" and "/layers." in node.name
             and node.name.split("/")[-2] in ("qkv", "out", "up", "down")]
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    seen = sorted({node.input[0] for node in nodes})
    watched.graph.output.extend(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in seen)
    session = InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    largest = {name: np.zeros(1, np.float32) for name in seen}
    for sample in samples:
        for name, values in zip(seen, session.run(seen, sample), strict=True):
            largest[name] = np.maximum(largest[name], np.abs(values).max((0, 1)))
    tables = {one.name: one for one in model.graph.initializer}
    for node in nodes:
        weights = numpy_helper.to_array(tables[node.input[1]])
        factor = (np.maximum(largest[node.input[0]], 1e-3) ** SMOOTHNESS
                  / np.maximum(np.abs(weights).max(1), 1e-3) ** (1 - SMOOTHNESS)).astype(np.float32)
        model.graph.initializer.remove(tables[node.input[1]])
        model.graph.initializer.extend([numpy_helper.from_array(weights * factor[:, None], node.input[1]),
                                        numpy_helper.from_array(1 / factor, node.name + "/factor")])
        model.graph.node.insert(list(model.graph.node).index(node), onnx.helper.make_node(
            "Mul", [node.input[0], node.name + "/factor"], [node.name + "/smoothed"]))
        node.input[0] = node.name + "/smoothed"
    return model


def samples(names: Labels) -> list[dict[str, np.ndarray]]:
    """Some windows of our own corpus, as the network takes them."""
    pieces = Pieces(corpora.minilm() / "tokenizer.json")
    return [inputs([(one.pieces[a:b], one.shapes[a:b], one.breaks[a:b])])
            for one in (encode(doc, names, pieces) for doc in corpus(corpora.OWN, tokenise)[::4])
            for a, b in cut(one, LIMIT)]


def small_embedding(model: onnx.ModelProto) -> None:
    """Keep the word embedding as int8 with a scale per row: Gather, Cast, Mul instead of Gather."""
    tables = {one.name: one for one in model.graph.initializer}
    node = next(one for one in model.graph.node if one.op_type == "Gather" and one.input[0] in tables
                and tables[one.input[0]].dims[0] > 10_000)
    table = tables[node.input[0]]
    values = numpy_helper.to_array(table).astype(np.float32)
    scale = np.abs(values).max(1, keepdims=True) / 127
    scale[scale == 0] = 1
    model.graph.initializer.remove(table)
    model.graph.initializer.extend([numpy_helper.from_array(np.round(values / scale).astype(np.int8), "pieces_int8"),
                                    numpy_helper.from_array(scale.astype(np.float32), "pieces_scale")])
    at = list(model.graph.node).index(node)
    ids, out = node.input[1], node.output[0]
    model.graph.node.remove(node)
    for n, one in enumerate((onnx.helper.make_node("Gather", ["pieces_int8", ids], ["piece_rows"]),
                             onnx.helper.make_node("Cast", ["piece_rows"], ["piece_values"], to=onnx.TensorProto.FLOAT),
                             onnx.helper.make_node("Gather", ["pieces_scale", ids], ["piece_scales"]),
                             onnx.helper.make_node("Mul", ["piece_values", "piece_scales"], [out]))):
        model.graph.node.insert(at + n, one)


def pairs(network: Network) -> dict[str, np.ndarray]:
    """The pair heads' own weights."""
    found = {}
    for name, head in network.pairs.items():
        found |= {f"{name}.near": head.near.weight, f"{name}.scores": head.scores.weight.T,
                  f"{name}.bias": head.scores.bias}
    found["coref.features"] = torch.cat([one.weight for one in network.features.values()])
    return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}


MADE = ("reader.onnx", "pairs.npz", "labels.json", "tokenizer.json")


def made(state: Path, seed: int, out: Path) -> dict[str, object]:
    """What the files were made of: the training's steps and seed, the day it ended, the code they were exported with,
    SHA-256 of each."""
    return {
        "steps": torch.load(state, weights_only=True, map_location="cpu", mmap=True)["step"],
        "seed": seed,
        "trained": datetime.fromtimestamp(state.stat().st_mtime, UTC).date().isoformat(),
        "commit": commit(),
        "sha256": digests(out),
    }


def retold(out: Path, **head: object) -> None:
    """Tell in the ``made.json`` of a folder of what a head was made that was put into its files afterwards."""
    path = out / "made.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told = {name: one for name, one in told.items() if name != "sha256"} | head | {"sha256": digests(out)}
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def commit() -> str:
    """The code's commit, with "+" when the checkout has changes that no commit has."""
    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=Path(__file__).parent, capture_output=True, text=True,
                              check=False).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", ":/src/standoff/language", ":/training")
    return git("rev-parse", "HEAD") + ("+" if changed else "")


def digests(out: Path) -> dict[str, str]:
    """SHA-256 of each of a folder's files."""
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in MADE}


def main() -> None:
    """Write the files; ``--float`` leaves out the quantisation, to measure what it costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true")
    parser.add_argument("--seed", type=int, default=11, help="that training was given, to be told in made.json")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    network = trained(args.trained)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        graph(network, plain)
        if args.float:
            shutil.copy(plain, args.out / "reader.onnx")
        else:
            whole = Path(folder) / "int8.onnx"
            onnx.save(smoothed(onnx.load(str(plain)), samples(network.labels)), str(plain))
            quantize_dynamic(plain, whole, op_types_to_quantize=["MatMul", "Gemm"], per_channel=True,
                             weight_type=QuantType.QInt8, nodes_to_exclude=FLOAT)
            model = onnx.load(str(whole))
            small_embedding(model)
            onnx.checker.check_model(model)
            onnx.save(model, str(args.out / "reader.onnx"))
    np.savez_compressed(args.out / "pairs.npz", **pairs(network))
    network.labels.save(args.out / "labels.json")
    shutil.copy(corpora.minilm() / "tokenizer.json", args.out / "tokenizer.json")
    told = made(args.trained / "state.pt", args.seed, args.out)
    (args.out / "made.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    for path in sorted(args.out.iterdir()):
        print(f"{path.stat().st_size / 1e6:7.2f} MB  {path.name}")


if __name__ == "__main__":
    main()
