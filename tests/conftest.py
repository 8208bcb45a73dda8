"""Fixtures of the tests: the founding notice at each stage of the flow, and the material beside the project where it is there."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FOUNDING = ROOT / "corpus" / "notices" / "鲁人社字〔2022〕161号.txt"


def absent(what: str) -> None:
    """Skip for want of something that this machine may lack; where CI promises it, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI promises it")
    pytest.skip(f"{what} is not here")


@pytest.fixture(scope="session")
def founding_path() -> Path:
    """Where the founding notice lies."""
    return FOUNDING


@pytest.fixture(scope="session")
def founding_document():
    """The founding notice as read."""
    from silian_kg import read

    return read(FOUNDING)


@pytest.fixture(scope="session")
def founding_doc(founding_document):
    """The founding notice as annotated."""
    from silian_kg import annotate

    return annotate(founding_document)


@pytest.fixture(scope="session")
def founding(founding_doc):
    """The facts of the founding notice."""
    from silian_kg import extract

    return extract(founding_doc)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of notices that are not the project's own; its tests are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared notices are not here")
    return SHARED
