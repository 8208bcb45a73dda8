"""The command `silian`: arguments in, an answer or one clear line out."""

from silian_kg.cli.app import main

__all__ = ["main"]
