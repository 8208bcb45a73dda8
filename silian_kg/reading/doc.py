"""An old Word or WPS file, RTF or OpenDocument → the text of its docx, which LibreOffice makes where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

from silian_kg.errors import ReadingError
from silian_kg.reading.docx import read_docx
from silian_kg.reading.limits import Limits
from silian_kg.reading.raw import Raw

PROGRAMS = ("soffice", "libreoffice")
INSTALL = "install LibreOffice Writer (Debian: apt install libreoffice-writer-nogui), or save the file as .docx"


def read_doc(
    data: bytes, *, name: str, revisions: Literal["original", "marked", "final"] = "final", limits: Limits | None = None
) -> Raw:
    """Read the bytes of a .doc, .wps, .rtf or .odt file.

    Args:
        data: the bytes.
        name: what messages call the file.
        revisions: the view of the tracked changes.
        limits: None takes the defaults; `seconds` bounds LibreOffice.

    Raises:
        ReadingError: LibreOffice is not installed, cannot read the file, or takes too long.
    """
    limits = limits or Limits.from_environment()
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise ReadingError(f"{name}: an old Word or WPS file, which LibreOffice has to open; {INSTALL}")
    raw = read_docx(_converted(program, data, name, limits), name=name, revisions=revisions, limits=limits)
    return Raw(raw.text, raw.encoding, revisions=raw.revisions, notes=("opened by LibreOffice", *raw.notes))


def _converted(program: str, data: bytes, name: str, limits: Limits) -> bytes:
    """The docx that LibreOffice makes, in a folder and with a profile of its own that are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="silian-") as folder:
        ending = Path(name).suffix.lower()
        source = Path(folder) / f"notice{ending if ending in ('.doc', '.wps', '.rtf', '.odt') else '.doc'}"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            said, _ = process.communicate(timeout=limits.seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise ReadingError(
                f"{name}: LibreOffice did not finish in {limits.seconds} s; save it as .docx, or set SILIAN_MAX_SECONDS"
            ) from error
        made = source.with_suffix(".docx")
        if not made.is_file():
            reason = (said or b"").decode("utf-8", "backslashreplace").strip().splitlines()[-1:] or ["no reason given"]
            raise ReadingError(f"{name}: LibreOffice cannot open it ({reason[0][:120]}); save it as .docx")
        return made.read_bytes()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice with all that it started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
