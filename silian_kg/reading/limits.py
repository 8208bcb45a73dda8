"""How much a reader takes on: bounds for time and memory, so that no file can hold up the others.

Each bound can be set for one call (`read(path, limits=Limits(pages=50))`) or for a whole run by an environment variable
(`SILIAN_MAX_PAGES=50`).

>>> Limits(pages=50).pages
50
"""

import os
from dataclasses import dataclass, fields

from silian_kg.errors import ReadingError


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of reading one file; what is beyond is refused with a ReadingError that names the bound."""

    file_bytes: int = 64_000_000  # of the file as stored
    unpacked_bytes: int = 128_000_000  # of all parts of a docx, ofd or zip that are read, unpacked
    members: int = 5_000  # files in a zip
    characters: int = 2_000_000  # of the text; a notice has 20,000, a yearbook a million
    pages: int = 2_000
    glyphs_per_page: int = 50_000
    seconds: int = 120  # for LibreOffice, and for all pages of a PDF or OFD

    @classmethod
    def from_environment(cls) -> "Limits":
        """The bounds with those that SILIAN_MAX_FILE_BYTES, SILIAN_MAX_PAGES … set.

        Raises:
            ReadingError: a variable is no positive whole number.
        """
        values: dict[str, int] = {}
        for field in fields(cls):
            variable = f"SILIAN_MAX_{field.name.upper()}"
            given = os.environ.get(variable)
            if given is None:
                continue
            if not given.isdecimal() or int(given) < 1:
                raise ReadingError(f"{variable}={given!r} is no limit; give a whole number above 0")
            values[field.name] = int(given)
        return cls(**values)


def checked(text: str, name: str, limits: Limits) -> str:
    """The text, if it is within the bound of characters.

    Raises:
        ReadingError: it is longer.
    """
    if len(text) > limits.characters:
        raise ReadingError(
            f"{name}: {len(text):,} characters are more than a notice has (limit {limits.characters:,}); "
            "split the file, or set SILIAN_MAX_CHARACTERS"
        )
    return text
