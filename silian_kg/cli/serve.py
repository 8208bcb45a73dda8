"""`silian serve`: the explorer in the browser, and a SPARQL endpoint beside it."""

import os
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from silian_kg.cli.output import say

TOKEN = "SILIAN_TOKEN"


def serve(
    store: Annotated[
        Path, typer.Option("--store", "-s", envvar="SILIAN_STORE", help="Folder of the store.", metavar="DIR")
    ] = Path("silian-store"),
    host: Annotated[str, typer.Option(help="Where to listen; other than 127.0.0.1 wants a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")] = 8000,
    open_: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    allow_upload: Annotated[bool, typer.Option(help="Let the pages add files to the store.")] = False,
    allow_update: Annotated[
        bool, typer.Option(help="Let who has the token change the graph: SPARQL Update, Graph Store Protocol.")
    ] = False,
    token: Annotated[
        str,
        typer.Option(envvar=TOKEN, help="What clients must show; better set in the environment.", show_default=False),
    ] = "",
) -> None:
    """Serve the explorer: pages, their JSON, and SPARQL at /sparql, from a snapshot, so that a build can go on beside it.

    Example:  silian serve --store my-store --open
    """
    from silian_kg.web.server import serve as run
    from silian_kg.web.settings import Settings

    settings = Settings(store, host, port, token, allow_upload, allow_update)

    def ready(url: str) -> None:
        say(f"the explorer is at {url} (SPARQL: {url}/sparql); Ctrl+C ends it")
        if open_:
            webbrowser.open(url if settings.local else f"{url}/?token={token}")

    os.environ.pop(TOKEN, None)  # no worker needs to know it
    run(settings, ready=ready)
