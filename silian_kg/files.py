"""Bytes → a file that is whole or not there: what stood there before stands until the new one is complete."""

from pathlib import Path

from silian_kg.errors import ExportError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one piece, in place of one that is there.

    Raises:
        ExportError: the place refuses; what was there is left as it was.
    """
    draft = path.with_name(path.name + ".new")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        if draft.exists():
            draft.unlink()
        raise ExportError(
            f"{path}: cannot be written ({error.strerror}); check that the folder is there and not full"
        ) from error
