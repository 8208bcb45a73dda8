"""Builds the pages of the explorer when the package is installed, so that neither Node nor a second command is needed: see frontend/build.py.

`SILIAN_SKIP_FRONTEND=1` installs without the pages, for machines that reach no npm registry.
"""

import os
from pathlib import Path
from runpy import run_path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SKIP = "SILIAN_SKIP_FRONTEND"


class ExplorerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the built pages into the wheel, or beside the sources of an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is out of date; a failure ends the installation with its reason."""
        root = Path(self.root)
        if os.environ.get(SKIP):
            self.app.display_warning(f"{SKIP} is set: the explorer has no pages")
            return
        if (root / "frontend").is_dir():
            pages = run_path(str(root / "frontend" / "build.py"))
            try:
                pages["build"](root)
            except pages["BuildError"] as error:
                self.app.abort(f"the pages of the explorer were not built: {error}. {SKIP}=1 installs without them")
        build_data["artifacts"].append("/silian_kg/web/static/**")
