"""Vectors compared with the texts and pictures they were made of, and edges of likeness with the vectors."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.statements import statement
from marketplace.stores.graph import Graph
from marketplace.stores.postgres import Postgres
from marketplace.verification import batches
from marketplace.verification.models import Check, Difference, Found, Only


def checks(
    postgres: Postgres, graph: Graph, stale: Callable[[], dict[str, bool]], unlike: Callable[[], dict[str, bool]]
) -> list[Check]:
    """`stale` gives the products whose vector is missing (True), or was made from another text or by another model;
    `unlike` those whose picture has not been measured (True), or is not the one that was."""

    def made(only: Only) -> tuple[int, list[Found]]:
        found = []
        for id, missing in sorted(stale().items()):
            if only is None or id in only:
                kind = "product without a vector" if missing else "vector of another text"
                detail = "it is found by words alone" if missing else "its words have changed since it was encoded"
                found.append(Found(id, Difference(kind=kind, stores=["postgres"], id=id, detail=detail)))
        return _count(postgres), found

    def looking(only: Only) -> tuple[int, list[Found]]:
        found = []
        for id, missing in sorted(unlike().items()):
            if only is None or id in only:
                kind = "picture that is not measured" if missing else "measures of another picture"
                detail = (
                    "nothing is found to look like it" if missing else "it is drawn otherwise than when it was measured"
                )
                found.append(Found(id, Difference(kind=kind, stores=["postgres", "mongo"], id=id, detail=detail)))
        return int(postgres.rows(statement("verification/looks.sql"))[0]["looks"]), found

    def alike(only: Only) -> tuple[int, list[Found]]:
        things, found, after = 0, [], ""
        query = statement("verification/similar.cypher")
        parameters = {"only": None if only is None else list(only), "limit": batches.SIZE}
        while records := graph.read(query, {"after": after, **parameters}):
            after = records[-1]["id"]
            things += len(records)
            row = postgres.rows(statement("verification/with_vector.sql"), {"ids": [r["id"] for r in records]})[0]
            have = set(row["ids"])
            for record in records:
                # One product alone is like nothing.
                if bool(record["edges"]) != (record["id"] in have and row["vectors"] > 1):
                    detail = (
                        "it has SIMILAR_TO relationships and no vector"
                        if record["edges"]
                        else "it has a vector and no SIMILAR_TO relationship"
                    )
                    difference = Difference(
                        kind="likeness differs from the vectors",
                        stores=["postgres", "neo4j"],
                        id=record["id"],
                        detail=detail,
                    )
                    found.append(Found(record["id"], difference))
        return things, found

    return [
        Check("vectors", ["postgres"], made),
        Check("looks", ["postgres", "mongo"], looking),
        Check("likeness in the graph", ["postgres", "neo4j"], alike),
    ]


def _count(postgres: Postgres) -> int:
    return int(postgres.rows(statement("verification/with_vector.sql"), {"ids": []})[0]["vectors"])
