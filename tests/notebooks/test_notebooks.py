"""Every notebook, run from top to bottom on real stores; and what is committed of its last run."""

from __future__ import annotations

import hashlib
import os
import re
import socket
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from marketplace.market import Market
from marketplace.settings import Settings

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NAMES = ["1-tour", "2-postgresql", "3-mongodb", "4-redis", "5-neo4j"]
PROMISED = {
    "1-tour": [
        "recommendations/also_bought.cypher",
        "Burr Oak Nut Bowl",
        "Not enough in stock. Notebook's own bowl: wanted 2, only 1 left.",
        "PURCHASED",
    ],
    "2-postgresql": [
        "violates check constraint",
        "Burr Oak Nut Bowl",
        "Seq Scan on grown",
        "Bitmap Index Scan on grown_search_idx",
        "Index Scan using grown_vectors_embedding_idx",
        "2 sold, of 1. The stock is now 0.",
        "1 of the two was stopped: deadlock detected",
        "4 taps at once, 1 order, 1 piece sold",
    ],
    "3-mongodb": [
        "IXSCAN",
        "COLLSCAN",
        "2 answers were written, 1 is there",
        "8 replies to one comment at once: 8 kept",
        "refused: a parameter holds the operator $ne",
        "Document failed validation",
    ],
    "4-redis": [
        "7 taps lost",
        "3 more than there are",
        "5 in the cart; told once: 3; told again: 3",
        "41 looks at 40 products; 30 remembered",
        "The same Celadon Rain Bowl, from postgres and mongo",
    ],
    "5-neo4j": [
        "NodeByLabelScan",
        "NodeUniqueIndexSeek",
        "ALSO_BOUGHT",
        "ms after the relay: 2 people",
        "who bought your",
        "PURCHASED",
    ],
}
CACHES = ("product:", "picture:", "catalogue:", "search:", "vector:", "recommended:", "cache_counts")
"""Keys that hold copies of answers: a run may leave them, for they go by themselves."""

MACHINE = re.compile(
    r"/(?:root|home|Users|tmp|var|usr|opt|work)/|site-packages|\.venv|localhost|\b\d{1,3}(?:\.\d{1,3}){3}\b|bolt://|"
    r"redis://|mongodb://|postgresql://"
)


def read(name: str) -> Any:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def text(notebook: Any) -> str:
    """All that the outputs say in words."""
    outputs = [output for cell in code(notebook) for output in cell.outputs]
    return "\n".join(
        str(out["text"] if "text" in out else out.get("data", {}).get("text/plain", "")) for out in outputs
    )


def kinds(notebook: Any) -> list[list[str]]:
    """What sort of thing each cell shows."""
    return [
        [" ".join(sorted(out["data"])) if "data" in out else out["output_type"] for out in cell.outputs]
        for cell in code(notebook)
    ]


def held(market: Market) -> dict[str, Any]:
    """What the stores hold, but for copies of answers."""
    counts = {
        f"{count.store} {count.name}": count.count
        for store in ("postgres", "mongo", "neo4j")
        for count in market.insight.counts(store)
    }
    redis = market.redis.commands
    keys = {key for key in redis.scan_iter(count=1000) if not key.startswith(CACHES)}
    hot = {key: redis.zrange(key, 0, -1, withscores=True) for key in keys if key.startswith("hot_products:")}
    # An empty stream stays when its last entry has gone.
    stream = redis.xlen("views")
    return counts | {
        "keys": keys - {"views"},
        "hot": {key: value for key, value in hot.items() if value},
        "views": stream,
    }


def files() -> dict[str, str]:
    paths = [path for path in FOLDER.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture(scope="module", params=NAMES)
def run(
    request: pytest.FixtureRequest, market: Market, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Any, dict[str, Any], dict[str, Any]]:
    """A notebook that has just been run, with what the stores held before and after."""
    name: str = request.param
    assert os.environ["MARKETPLACE_HOME"] == str(settings.home)
    notebook = read(name)
    before, unchanged = held(market), files()
    folder = str(tmp_path_factory.mktemp("jupyter"))
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR"):
            patch.setenv(variable, folder)
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    assert files() == unchanged
    return name, notebook, before, held(market)


def test_runs_and_shows_what_it_promises(run: tuple[str, Any, dict[str, Any], dict[str, Any]]) -> None:
    name, notebook, _, _ = run
    said = text(notebook)
    assert [promise for promise in PROMISED[name] if promise not in said] == []
    streams = {output.name for cell in code(notebook) for output in cell.outputs if output.output_type == "stream"}
    assert streams <= {"stdout"}


def test_leaves_the_stores_as_they_were(run: tuple[str, Any, dict[str, Any], dict[str, Any]]) -> None:
    _, _, before, after = run
    assert after == before


def test_shows_what_is_committed(run: tuple[str, Any, dict[str, Any], dict[str, Any]]) -> None:
    name, notebook, _, _ = run
    assert kinds(notebook) == kinds(read(name))


@pytest.mark.parametrize("name", NAMES)
def test_committed_with_the_outputs_of_one_run(name: str) -> None:
    notebook = read(name)
    nbformat.validate(notebook)
    assert [cell.execution_count for cell in code(notebook)] == list(range(1, len(code(notebook)) + 1))
    said = text(notebook)
    assert [promise for promise in PROMISED[name] if promise not in said] == []
    assert [out for cell in code(notebook) for out in cell.outputs if out.output_type == "error"] == []
    assert not any("execution" in cell.metadata for cell in notebook.cells)
    assert (FOLDER / f"{name}.ipynb").stat().st_size < 400_000


@pytest.mark.parametrize("name", NAMES)
def test_committed_without_a_trace_of_the_machine(name: str) -> None:
    outputs = str([cell.outputs for cell in code(read(name))]).replace("http://www.w3.org/2000/svg", "")
    assert MACHINE.findall(outputs) == []
    assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", outputs)


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_static_and_has_its_words(name: str) -> None:
    pictures = [
        output.data
        for cell in code(read(name))
        for output in cell.outputs
        if "data" in output and {"image/svg+xml", "application/vnd.plotly.v1+json"} & set(output.data)
    ]
    assert pictures
    for picture in pictures:
        assert picture["image/svg+xml"].startswith("<svg ")
        assert "<script" not in picture["image/svg+xml"]
        assert len(picture["text/plain"]) > 20


@pytest.mark.parametrize("name", NAMES)
def test_has_the_same_frame_as_the_others(name: str) -> None:
    notebook = read(name)
    assert notebook.cells[0].source.startswith("# ")
    assert [cell.metadata.get("tags") for cell in code(notebook) if "tags" in cell.metadata] == [["parameters"]]
    assert "Market.open()" in code(notebook)[1].source
    assert code(notebook)[-1].source.endswith("market.close()")
    links = re.findall(
        r"\]\(([^)#:]+\.ipynb)\)", "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    )
    assert {f"{other}.ipynb" for other in NAMES} - {f"{name}.ipynb"} <= set(links)
    assert [link for link in links if not (FOLDER / link).is_file()] == []


def test_every_query_is_used_and_says_why() -> None:
    sources = "\n".join(cell.source for name in NAMES for cell in code(read(name)))
    for path in sorted((FOLDER / "queries").iterdir()):
        assert f'"{path.name}"' in sources, path.name
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith({".sql": "-- ", ".cypher": "// ", ".json": "{"}[path.suffix]), path.name


def test_no_query_is_typed_into_a_notebook() -> None:
    sources = "\n".join(cell.source for name in NAMES for cell in code(read(name)))
    assert re.findall(r"\b(?:SELECT|INSERT INTO|DELETE FROM|MATCH \(|MERGE \(|CREATE TABLE)\b.*", sources) == []
