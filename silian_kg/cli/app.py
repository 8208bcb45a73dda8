"""The commands of `silian`, each a thin shell over the library."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from silian_kg.cli.output import FAILED, MISUSED, Format, clear_errors, count, print_json, print_rows, say
from silian_kg.cli.revisions import View, diff
from silian_kg.cli.serve import serve
from silian_kg.errors import QueryError

DEFAULT_STORE = "silian-store"

app = typer.Typer(
    name="silian",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Reads Chinese government notices and turns each into a knowledge graph that links 人才链、教育链、产业链、创新链.

    [bold]Start here:[/bold]  silian build FOLDER   ·   silian query   ·   silian view network -o network.html

    Every answer says how firmly it stands: [green]stated[/green] 明示 (the sentence says it), [yellow]by-reference[/yellow] 泛指 (it speaks of a
    field that it does not name), [blue]inferred[/blue] 推断 (a published rule says it). What the text does not say is answered with 文中未写明.

    Exit codes: 0 done; 1 not done, or not all of it; 2 the command was not understood.""",
)

StoreOption = Annotated[
    Path,
    typer.Option("--store", "-s", envvar="SILIAN_STORE", help="Folder of the store.", show_default=True, metavar="DIR"),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")]


app.command()(diff)
app.command()(serve)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):  # Chinese on consoles of any code page
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    with clear_errors():
        app()


@app.command()
def build(
    paths: Annotated[list[Path], typer.Argument(help="Notices, or folders of notices.", metavar="PATH…")],
    store: StoreOption = Path(DEFAULT_STORE),
) -> None:
    """Read notices into a store; prints what was found and who serves which industry.

    A file that cannot be read is named with its reason and left out; the others are built, and the exit code is 1.

    Example:  silian build corpus/notices --store my-store
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from silian_kg.building import build as build_store
    from silian_kg.building import notice_files
    from silian_kg.cli.summary import print_summary

    files = notice_files(paths)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=len(files))
        report = build_store(
            files, store, progress=lambda path: bar.update(task, advance=1, description=path.name[:30])
        )
    for duplicate in report.duplicates:
        say(f"silian: {duplicate.path}: the same notice as {duplicate.of}, which is kept")
    for failure in report.failures:
        say(
            f"silian: {failure.path}: {failure.reason}"
            if failure.path.name not in failure.reason
            else f"silian: {failure.reason}"
        )
    for path, notice in report.kept:
        if not notice.measures:
            say(f"silian: {path}: no measures in its text, only its head; are they in an attachment?")
    if report.kept:
        print_summary([notice for _, notice in report.kept], store)
    if report.failures:
        say(f"silian: {len(report.failures)} of {len(files)} files could not be read; the others are in {store}")
        raise typer.Exit(FAILED)


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(help="A notice.", metavar="FILE")],
    format_: Annotated[
        str, typer.Option("--format", "-f", help="json, or a form of RDF: ttl, trig, nq, nt, jsonld.")
    ] = "json",
    revisions: Annotated[
        View | None,
        typer.Option(
            "--revisions", help="View of a Word file's tracked changes: 原稿, 修订, 定稿.", show_default="final"
        ),
    ] = None,
) -> None:
    """Print the facts of one notice, with their evidence; no store is touched. `-` reads standard input.

    Example:  silian extract corpus/notices/鲁人社字〔2022〕161号.txt | head -40
    """
    from silian_kg.building import extract_file
    from silian_kg.graph.record import record

    forms = ("json", "ttl", "trig", "nq", "nt", "jsonld")
    if format_ not in forms:
        raise typer.BadParameter(f"{format_!r} is none of {', '.join(forms)}", param_hint="--format")
    notice = extract_file(file, revisions=revisions.value if revisions else None)
    for note in notice.notes:
        say(f"silian: {notice.name}: {note}")
    if format_ == "json":
        print_json(record(notice))
        return
    from silian_kg.graph.exporting import FORMATS, WITHOUT_GRAPHS, serialize
    from silian_kg.graph.store import Store

    memory = Store.memory()
    memory.add(notice)
    ending = f".{format_}"
    graph = serialize(memory.oxigraph, FORMATS[ending], graphs=ending not in WITHOUT_GRAPHS, vocabularies="none")
    sys.stdout.write(graph.decode("utf-8"))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def query(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="A question; without it, all are listed.", metavar="[NAME]")
    ] = None,
    store: StoreOption = Path(DEFAULT_STORE),
    format_: FormatOption = Format.TABLE,
) -> None:
    """Answer one of the competency questions; without a name, list them with their parameters.

    Example:  silian query units-serving-industry --industry 集成电路
    """
    from silian_kg.graph.queries import run
    from silian_kg.graph.store import Store

    if name is None:
        _print_questions(format_)
        return
    values = _parameters(context.args)
    with Store.open(store, read_only=True) as opened:
        rows = run(opened, name, **values)
    print_rows(list(rows), rows.columns, format_, title=_question(name, values))


@app.command()
def sparql(
    text: Annotated[
        str | None, typer.Argument(help="SPARQL 1.1; our prefixes need no declaration.", metavar="[QUERY]")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file that holds the query.", metavar="FILE")] = None,
    store: StoreOption = Path(DEFAULT_STORE),
    format_: FormatOption = Format.TABLE,
) -> None:
    """Ask the store in SPARQL.

    Example:  silian sparql "SELECT ?m ?n { ?m a skg:Measure ; eli:number ?n } LIMIT 5"
    """
    from silian_kg.graph.store import Store

    if (text is None) == (file is None):
        raise typer.BadParameter("give either a query or --file FILE")
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except OSError as error:
            raise QueryError(f"{file}: cannot be read ({error.strerror}); check the path") from error
    assert text is not None
    with Store.open(store, read_only=True) as opened:
        _print_answer(opened, text, format_)


@app.command()
def view(
    name: Annotated[str, typer.Argument(help="network, chains, matrix or notice.", metavar="NAME")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.", metavar="FILE.html")],
    store: StoreOption = Path(DEFAULT_STORE),
    notice: Annotated[
        str | None,
        typer.Option(help="For the view notice: number, title or node of the notice; needless where there is one."),
    ] = None,
) -> None:
    """Write a view as one HTML file that opens with the network cut.

    Example:  silian view chains -o chains.html
    """
    from silian_kg.files import write_whole
    from silian_kg.graph.store import Store
    from silian_kg.views import VIEWS, page

    if name not in VIEWS:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(sorted(VIEWS))}", param_hint="NAME")
    with Store.open(store, read_only=True) as opened:
        html = page(name, opened, notice=notice)
    write_whole(output, html.encode("utf-8"))
    say(f"wrote {output}")


@app.command()
def export(
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="The file; its ending chooses: .nq .trig .ttl .nt .jsonld .rdf, .graphml .gexf .json",
            metavar="FILE",
        ),
    ],
    store: StoreOption = Path(DEFAULT_STORE),
) -> None:
    """Write the graph to a file: RDF, or the NetworkX projection as GraphML, GEXF or node-link JSON.

    The same notices give the same bytes.

    Example:  silian export -o graph.ttl
    """
    from silian_kg.graph.projection import FORMATS, export_projection, project
    from silian_kg.graph.store import Store

    with Store.open(store, read_only=True) as opened:
        if output.suffix.lower() in FORMATS:
            export_projection(project(opened), output)
        else:
            opened.export(output)
    say(f"wrote {output}")


@app.command()
def verify(store: StoreOption = Path(DEFAULT_STORE), format_: FormatOption = Format.TABLE) -> None:
    """Re-read the sources: every hash holds and every quote equals its slice; names exactly what does not.

    Example:  silian verify
    """
    from silian_kg.graph.store import Store
    from silian_kg.verification import verify_store

    with Store.open(store, read_only=True) as opened:
        verdicts = list(verify_store(opened))
    faults = [
        {
            "notice": v.notice,
            "statement": f.where,
            "start": f.evidence.start,
            "end": f.evidence.end,
            "quote": f.evidence.quote,
            "now": f.found,
        }
        for v in verdicts
        for f in v.faults
    ]
    checked = sum(verdict.checked for verdict in verdicts)
    if faults or format_ is not Format.TABLE:
        print_rows(faults, ("notice", "statement", "start", "end", "quote", "now"), format_)
    for verdict in verdicts:
        if verdict.reason:
            say(f"silian: {verdict.notice}: {verdict.reason}")
        if verdict.moved:
            say(f"silian: {verdict.path}: {verdict.moved} quotes stand unchanged at other offsets; build again")
    if not all(verdict.holds for verdict in verdicts):
        say(f"silian: {len(faults)} of {checked} pieces of evidence no longer stand in their source")
        raise typer.Exit(FAILED)
    say(
        f"{checked} pieces of evidence in {count(len(verdicts), 'notice')} stand in their sources, character by character"
    )


@app.command()
def validate(
    store: StoreOption = Path(DEFAULT_STORE),
    full: Annotated[
        bool, typer.Option("--full", help="With pySHACL itself, slower; else the same checks as SPARQL.")
    ] = False,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Check the graph against its shapes (SHACL), in words.

    Example:  silian validate
    """
    from silian_kg.graph.store import Store
    from silian_kg.graph.validation import validate as check

    with Store.open(store, read_only=True) as opened:
        results = check(opened, full=full)
    rows = [
        {"severity": r.severity, "shape": r.shape, "what": r.focus_label, "message": r.message, "value": r.value}
        for r in results
    ]
    if rows or format_ is not Format.TABLE:
        print_rows(rows, ("severity", "shape", "what", "message", "value"), format_)
    violations = sum(row["severity"] == "violation" for row in rows)
    if violations:
        say(f"silian: {violations} violations")
        raise typer.Exit(FAILED)
    say("the graph conforms to its shapes" + (f"; {len(rows)} warnings" if rows else ""))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of NAME.json beside NAME.txt.", metavar="GOLD_DIR")],
    against: Annotated[
        Path | None, typer.Option(help="A run saved with --save; shows what was gained and lost.", metavar="RUN.json")
    ] = None,
    save: Annotated[
        Path | None, typer.Option(help="Save the figures and facts of this run.", metavar="RUN.json")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Print every missed and spurious fact.")] = False,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Compare what is extracted with gold facts: precision, recall, F1 and a bootstrap interval for each kind.

    Example:  silian evaluate corpus/gold --errors
    """
    from silian_kg.cli.quality import print_evaluation

    print_evaluation(gold, against=against, save=save, errors=errors, format_=format_)


def _parameters(arguments: list[str]) -> dict[str, str]:
    """`--industry 集成电路 --notice=x` → {"industry": "集成电路", "notice": "x"}."""
    values: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--"):
            say(f"silian: {argument!r} is no parameter; write --NAME {argument}")
            raise typer.Exit(MISUSED)
        name, equals, value = argument[2:].partition("=")
        if not equals:
            value = next(rest, "")
            if not value:
                say(f"silian: --{name} wants a value")
                raise typer.Exit(MISUSED)
        values[name.replace("-", "_")] = value
    return values


def _print_questions(format_: Format) -> None:
    from dataclasses import asdict

    from silian_kg.graph.queries import list_queries

    if format_ is Format.JSON:
        print_json(
            [
                {
                    "name": q.name,
                    "question": q.question,
                    "question_en": q.question_en,
                    "parameters": [asdict(p) for p in q.parameters],
                }
                for q in list_queries()
            ]
        )
        return
    rows = [
        {
            "name": q.name,
            "question": q.question,
            "parameters": " ".join(_usage(p.name, p.example, p.required) for p in q.parameters),
        }
        for q in list_queries()
    ]
    print_rows(
        rows,
        ("name", "question", "parameters"),
        format_,
        title="silian query NAME [--PARAMETER LABEL]; in brackets: may be left out",
    )


def _usage(name: str, example: str, required: bool) -> str:
    return f"--{name} {example}" if required else f"[--{name} {example}]"


def _question(name: str, values: dict[str, str]) -> str:
    from silian_kg.graph.queries import get_query

    given = "，".join(f"{key} = {value}" for key, value in values.items())
    return get_query(name).question + (f"（{given}）" if given else "")


def _print_answer(store: Any, text: str, format_: Format) -> None:
    import pyoxigraph as ox

    from silian_kg.graph.sparql import rows_of

    answer = store.query(text)
    if isinstance(answer, ox.QueryBoolean):
        print_rows([{"answer": bool(answer)}], ("answer",), format_)
    elif isinstance(answer, ox.QueryTriples):
        for triple in sorted({f"{triple} ." for triple in answer}):
            print(triple)
    else:
        rows = rows_of(answer)
        print_rows(list(rows), rows.columns, format_, empty="no rows")
