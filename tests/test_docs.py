"""README and docs do what they say: code blocks are run, console blocks are run and their output compared.

``python`` blocks of a page share one namespace. A line that ends in ``# → value`` is evaluated and compared, by
``str`` or ``repr``. ``console`` blocks have lines that begin with ``$ `` and the output that follows; ``…`` stands for
anything, on a line of its own for any lines. Both run in a fresh copy of ``demo/`` and ``Makefile``, page by page.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from standoff.cli import main

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
ARROW = re.compile(r"\s+# → (.*)$")


def blocks(path):
    """Language, first line's number and text of each code block."""
    text = path.read_text(encoding="utf-8")
    return [(m[1], text.count("\n", 0, m.start(2)) + 1, m[2]) for m in BLOCK.finditer(text)]


def matches(expected, found):
    """Whether `found` is `expected`, in which ``…`` stands for anything."""
    pattern = "".join(".*" if bit == "…" else re.escape(bit) for bit in re.split("(…)", expected.strip()))
    return re.fullmatch(re.sub(r"\\\n\.\*", r"(?:\\n.*)?", pattern), found.strip(), re.S) is not None


@pytest.fixture
def place(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "demo", tmp_path / "demo")
    shutil.copy(ROOT / "Makefile", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STANDOFF_DB", raising=False)
    return tmp_path


def run_python(source, line, name, space):
    """Run a block statement by statement; compare what an arrow promises."""
    lines = source.splitlines()
    for statement in ast.parse(source).body:
        promise = ARROW.search(lines[statement.end_lineno - 1])
        ast.increment_lineno(statement, line - 1)
        if promise and isinstance(statement, ast.Expr):
            value = eval(compile(ast.Expression(statement.value), name, "eval"), space)
            told = promise[1].replace("...", "…")
            assert matches(told, str(value)) or matches(told, repr(value)), f"{name}:{statement.lineno}: {value!r}"
        else:
            exec(compile(ast.Module([statement], []), name, "exec"), space)


def run_console(block, line, name, place):
    """Run each command of a block with the shell; compare its output."""
    binaries = Path(sys.executable).parent
    path = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100"}
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, expected = part.partition("\n")
        command = re.sub(r"^make\b", f"make -s -o .venv/runs -o .venv/ready BIN={binaries}", command)
        done = subprocess.run(command, shell=True, cwd=place, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=300, check=False)
        assert matches(expected, done.stdout), f"{name}:{line}: $ {command}\n{done.stdout}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_a_page_shows_is_what_happens(path, place):
    name = str(path.relative_to(ROOT))
    space = {"__name__": "docs"}
    for language, line, text in blocks(path):
        if language == "python":
            run_python(text, line, name, space)
        elif language == "console":
            run_console(text, line, name, place)


def test_every_command_has_its_section():
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^## standoff (\S+)", page, re.M))
    assert headings == set(main.commands)


def test_every_module_has_its_page():
    folder = ROOT / "src" / "standoff"
    modules = {path.stem for path in folder.iterdir()
               if (path.suffix == ".py" or (path / "__init__.py").exists()) and not path.name.startswith("_")}
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
    missing = {name for name in modules if name not in pages
               and not any(f"`standoff.{name}`" in text for text in pages.values())}
    assert not missing, f"no docs/{{name}}.md, nor a page that names `standoff.{{name}}`: {sorted(missing)}"


def test_what_cog_fills_in_is_up_to_date():
    paths = [str(path) for path in PAGES if "[[[cog" in path.read_text(encoding="utf-8")]
    done = subprocess.run([sys.executable, "-m", "cogapp", "--check", *paths], cwd=ROOT, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\nrun: make docs"


def test_the_comparison_knows_its_wildcard():
    assert matches("a … c", "a b c") and matches("a\n…\nz", "a\nb\nc\nz") and matches("a\n…", "a")
    assert not matches("a … c", "a b d") and not matches("a\n…\nz", "a\nb") and not matches("a.c", "abc")
