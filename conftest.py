"""What all tests share: examples in the docs run as tests, the network is off, Chinese console output is UTF-8."""

import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

ROOT = Path(__file__).parent


def run_console(example: Example) -> str | None:
    """Run the `$ command` lines of a console block in the root of the project; shown output is compared, `...` stands for anything."""
    commands: list[tuple[str, list[str]]] = []
    for line in example.parsed.splitlines():
        if line.startswith("$ "):
            commands.append((line[2:], []))
        elif commands:
            commands[-1][1].append(line)
    for command, wanted in commands:
        argv = shlex.split(command)
        if argv[0] == "silian":
            argv[:1] = [sys.executable, "-m", "silian_kg.cli"]
        done = subprocess.run(
            argv, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
        )
        printed = done.stdout + done.stderr
        want = "\n".join(wanted).strip("\n") + "\n"
        if want.strip() and not OutputChecker().check_output(want, printed, ELLIPSIS | NORMALIZE_WHITESPACE):
            return f"$ {command}\nexpected:\n{want}\nprinted:\n{printed}"
        if done.returncode and not want.strip():
            return f"$ {command}\nexit code {done.returncode}\n{printed}"
    return None


def _documents(**options: object) -> Sybil:
    return Sybil(path=str(ROOT), **options)  # type: ignore[arg-type]


_in_markdown = _documents(
    parsers=[PythonCodeBlockParser(), CodeBlockParser("console", run_console), SkipParser()],
    patterns=["README.md", "README.zh.md", "docs/*.md", "docs/decisions/*.md"],
    fixtures=["own_store"],
)
_in_docstrings = _documents(
    parsers=[DocTestParser(optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)],
    patterns=["silian_kg/*.py", "silian_kg/**/*.py"],
)

pytest_collect_file = (_in_markdown + _in_docstrings).pytest()


@pytest.fixture(scope="session")
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The store that the recipes of the docs share; `silian` finds it by $SILIAN_STORE."""
    store = tmp_path_factory.mktemp("docs") / "silian-store"
    before = os.environ.get("SILIAN_STORE")
    os.environ["SILIAN_STORE"] = str(store)
    yield store
    if before is None:
        del os.environ["SILIAN_STORE"]
    else:
        os.environ["SILIAN_STORE"] = before


@pytest.fixture(autouse=True)
def network_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for anything but this machine fails."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        if (
            self.family in (socket.AF_INET, socket.AF_INET6)
            and isinstance(address, tuple)
            and address[0] not in ("127.0.0.1", "::1", "localhost")
        ):
            raise OSError(f"a test reached for {address[0]}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", only_here)
