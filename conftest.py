"""What all tests share: examples in the docs run as tests, the network is off, Chinese console output is UTF-8."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

ROOT = Path(__file__).parent


def run_console(example: Example) -> str | None:
    """Run the `$ command` lines of a console block; shown output is compared, `...` stands for anything, blanks and lines may differ."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
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
            argv,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # in the order in which a reader sees it
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        printed = done.stdout
        want = "\n".join(wanted).strip()
        if want and not _reads(printed, want):
            return f"$ {command}\nexpected:\n{want}\nprinted:\n{printed}"
        if done.returncode and not want:
            return f"$ {command}\nexit code {done.returncode}\n{printed}"
    return None


def _reads(printed: str, want: str) -> bool:
    """Whether a text reads as wanted: runs of white space are one blank, and `...` stands for anything or nothing."""
    pieces = (re.escape(" ".join(piece.split())) for piece in want.split("..."))
    return re.fullmatch(".*?".join(pieces), " ".join(printed.split())) is not None


def _documents(**options: object) -> Sybil:
    return Sybil(path=str(ROOT), **options)  # type: ignore[arg-type]


_in_markdown = _documents(
    parsers=[PythonCodeBlockParser(), CodeBlockParser("console", run_console), SkipParser()],
    patterns=["README.md", "README.zh.md", "docs/*.md", "docs/decisions/*.md"],
    fixtures=["in_a_folder_of_its_own"],
)
_in_docstrings = _documents(
    parsers=[DocTestParser(optionflags=ELLIPSIS | NORMALIZE_WHITESPACE)],
    patterns=["silian_kg/*.py", "silian_kg/**/*.py"],
)

pytest_collect_file = (_in_markdown + _in_docstrings).pytest()


@pytest.fixture(scope="session")
def folder_of_the_docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader of the docs stands in: the corpus and the ontology of the project, and the store that the first command made."""
    from silian_kg.building import build, notice_files

    folder = tmp_path_factory.mktemp("docs")
    for name in ("corpus", "ontology"):
        shutil.copytree(ROOT / name, folder / name)
    build(notice_files([folder / "corpus" / "notices"]), folder / "silian-store")
    return folder


@pytest.fixture
def in_a_folder_of_its_own(folder_of_the_docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples of the docs run where what they write is no part of the project."""
    monkeypatch.chdir(folder_of_the_docs)
    monkeypatch.delenv("SILIAN_STORE", raising=False)


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
