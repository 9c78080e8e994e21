"""Who imports whom inside the package? Prints a Markdown table; `make docs` puts it into docs/layout.md."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "src" / "standoff"


def imported(path: Path) -> set[str]:
    """Names of the package's own modules that a file imports, folders told by their name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "standoff":
            module = (node.module or "").split(".")[1:]
            found |= {module[0]} if module else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("standoff.")}
    return found


def main() -> None:
    """One row a module or folder of modules."""
    graph: dict[str, set[str]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).parts[0].removesuffix(".py")
        graph.setdefault(name, set()).update(imported(path) - {name})
    print("| module | imports |\n|---|---|")
    for name, needs in graph.items():
        if name != "__init__":
            print(f"| {name} | {', '.join(sorted(needs)) or '–'} |")


if __name__ == "__main__":
    main()
