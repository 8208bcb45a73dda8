"""Notebooks: kept without outputs, they run from top to bottom with the network off, and show pictures."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LIMIT = 120  # seconds for one cell, on a busy machine

# Jupyter warns of itself (paths, event loops); its warnings are not about us
pytestmark = pytest.mark.filterwarnings("default")


def load(path: Path):
    import nbformat

    return nbformat.read(path, as_version=4)


def code_of(path: Path) -> list[str]:
    return [cell.source for cell in load(path).cells if cell.cell_type == "code"]


def run(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Run a notebook with this Python, whatever kernels the machine offers; what Jupyter keeps goes to a folder of its own."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    class ThisPython(AsyncKernelManager):
        @property
        def kernel_spec(self) -> KernelSpec:
            argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=argv, display_name="this Python", language="python")

    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, str(folder / name))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    notebook = load(path)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, kernel_manager_class=ThisPython, timeout=LIMIT, resources=resources).execute()
    return notebook


def test_there_are_four_notebooks_in_the_order_of_reading() -> None:
    assert [path.name[:3] for path in NOTEBOOKS] == ["01_", "02_", "03_", "04_"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs_and_opens_with_python3(path: Path) -> None:
    notebook = load(path)

    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.cells[0].source.startswith("# ")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_all_notebooks_open_with_the_same_preparation() -> None:
    assert len({code_of(path)[0] for path in NOTEBOOKS}) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_pictures(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = run(path, tmp_path, monkeypatch)

    shown = [set(output.get("data", ())) for cell in notebook.cells for output in cell.get("outputs", ())]
    assert any("image/png" in kinds for kinds in shown)
    assert any("text/markdown" in kinds for kinds in shown)


def test_a_notebook_that_fails_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat
    from nbclient.exceptions import CellExecutionError

    broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0", id="one")])
    nbformat.write(broken, tmp_path / "broken.ipynb")

    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        run(tmp_path / "broken.ipynb", tmp_path, monkeypatch)
