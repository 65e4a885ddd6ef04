"""`rebuild`: a copy made anew from what it is a copy of, while the shop stays open."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal, get_args

from marketplace.errors import InvalidInput
from marketplace.loading.graph import load_graph
from marketplace.loading.looks import load_looks
from marketplace.loading.vectors import load_similar, load_vectors
from marketplace.progress import Progress, silent
from marketplace.statements import statement

if TYPE_CHECKING:
    from marketplace.market import Market

Copy = Literal["graph", "cache", "vectors"]

STRETCH = 20_000
"""Nodes or relationships dropped in one transaction."""


def rebuild(market: Market, what: Copy, progress: Progress = silent) -> dict[str, int]:
    """Make a copy anew; what was given to it, by kind, and the seconds it took. Raises StoreUnavailable.

    graph: everything in it goes but looks at products, which stand nowhere else, and comes again from PostgreSQL. Where
    it holds no look at all, those that the stream still has are carried again. cache: every product, picture, page and
    search is forgotten; carts, and what is hot, are no copies. vectors: every text is encoded and every picture
    measured again, each vector serves until its new one is there, and likeness follows.
    """
    if what not in get_args(Copy):
        raise InvalidInput(f"There is no copy {what!r}; there are {', '.join(get_args(Copy))}.")
    began = time.perf_counter()
    made = {"graph": _graph, "cache": _cache, "vectors": _vectors}[what](market, progress)
    return made | {"milliseconds": round((time.perf_counter() - began) * 1000)}


def _graph(market: Market, progress: Progress) -> dict[str, int]:
    # What the relay carries meanwhile was in PostgreSQL before it is read here: nothing is lost between the two.
    for name, step in (("drop_edges", "graph: dropping relationships"), ("drop_nodes", "graph: dropping nodes")):
        done = 0
        while dropped := market.graph.write(statement(f"loading/graph/{name}.cypher"), {"limit": STRETCH})[0][
            "dropped"
        ]:
            done += dropped
            progress(step, done, None)
        progress(step, done, done)
    views: int = market.graph.write(statement("loading/graph/bare_nodes.cypher"))[0]["views"]
    rows = load_graph(market.postgres, market.graph, progress)
    rows["similar"] = load_similar(market.postgres, market.graph, progress)
    if not views:
        market.relay.views.again()
    market.relay.drain()
    return rows


def _cache(market: Market, progress: Progress) -> dict[str, int]:
    return {"products": market.catalog.forget()}


def _vectors(market: Market, progress: Progress) -> dict[str, int]:
    market.postgres.rows(statement("loading/vectors/age.sql"))
    rows = {"vectors": load_vectors(market.postgres, progress, market.search.encoder)}
    rows["similar"] = load_similar(market.postgres, market.graph, progress)
    market.postgres.rows(statement("loading/looks/age.sql"))
    rows["looks"] = load_looks(market.postgres, market.catalog.specs, progress)
    return rows
