"""A view model and a template → one HTML page that opens from a double click and asks nothing of any network.

The page carries everything: style, scripts, and the model as JSON that no text of a notice can break out of.
Its content security policy allows only the scripts that we put in, by their hashes, and forbids every request.
"""

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["json_block", "render"]

SLOT = re.compile(r"\{\{(?P<name>[a-z]+)\}\}")  # {{title}}


def render(
    view: str,
    model: Mapping[str, Any],
    *,
    title: str,
    subtitle: str = "",
    body: str | None = None,
    libraries: Sequence[str] = (),
) -> str:
    """The page of a view.

    Args:
        view: name of the view; its style is `<view>.css`, its script `<view>.js`, its content `<view>.html`, where `body` does not give it.
        model: plain data for the script, see `silian_kg.views.model`.
        title: plain text.
        subtitle: plain text under the title.
        body: HTML of the main part, already escaped.
        libraries: JavaScript sources that run before the script of the view.

    Returns:
        HTML without any reference to the outside, the same bytes for the same arguments.
    """
    scripts = [*libraries, template("shared.js"), template(f"{view}.js")]
    return fill(
        template("page.html"),
        {
            "title": html.escape(title),
            "subtitle": html.escape(subtitle),
            "view": view,
            "policy": _policy(scripts),
            "style": template("shared.css") + template(f"{view}.css"),
            "body": template(f"{view}.html") if body is None else body,
            "model": json_block(model),
            "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
        },
    )


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in the slots of a template, once: what a value holds is never read as a slot."""
    return SLOT.sub(lambda slot: values[slot["name"]], text)


@cache
def template(name: str) -> str:
    """The text of a template file of this package."""
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def json_block(model: Mapping[str, Any]) -> str:
    """JSON that stands safely inside a script element: no text in it can close the element or open a comment."""
    return json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")


def _policy(scripts: Sequence[str]) -> str:
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'unsafe-inline'; script-src {hashes}"
