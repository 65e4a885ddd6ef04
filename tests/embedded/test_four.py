"""All four servers of one home: what they are, who gets in, how they are shared."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import neo4j.exceptions
import psutil
import psycopg
import pymongo
import pymongo.errors
import pytest
import redis

from marketplace import embedded
from marketplace.settings import STORES, StoreName
from tests.embedded import ask

Four = tuple[Path, embedded.Lease]


def pids(home: Path) -> dict[StoreName, int | None]:
    return {each.store: each.pid for each in embedded.status(home)}


def test_every_store_keeps_what_it_is_given(four: Four) -> None:
    _, lease = four
    assert set(lease.urls) == set(STORES)
    ask.write(lease.urls, "first")
    assert ask.read(lease.urls, "first") == dict.fromkeys(lease.urls, 1)


def test_postgres_is_18_with_its_extensions_and_settings(four: Four) -> None:
    with psycopg.connect(four[1].urls["postgres"]) as connection:
        assert connection.info.server_version // 10_000 == 18
        for extension in ("vector", "pg_trgm", "unaccent", "pg_stat_statements"):
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        assert connection.execute("SELECT '[1,2]'::vector <-> '[1,3]'").fetchone() == (1.0,)
        names = ("jit", "max_connections", "shared_buffers", "synchronous_commit", "timezone", "listen_addresses")
        rows = connection.execute(
            "SELECT name, current_setting(name) FROM unnest(%s::text[]) name", [list(names)]
        ).fetchall()
        assert dict(rows) == dict(zip(names, ("off", "200", "512MB", "on", "UTC", "127.0.0.1"), strict=True))
        connection.rollback()


def test_the_graph_has_its_data_science_library(four: Four) -> None:
    with ask.graph(four[1].urls["neo4j"]) as driver:
        driver.execute_query(
            "UNWIND range(0, 30) AS i UNWIND range(0, 2) AS j "
            "MERGE (u:GdsUser {i: i}) MERGE (p:GdsProduct {i: (i + j) % 11}) MERGE (u)-[:GDS_BOUGHT]->(p)"
        )
        # by Cypher aggregation, and by the native projection
        driver.execute_query(
            "MATCH (u:GdsUser)-[:GDS_BOUGHT]->(p) "
            "RETURN gds.graph.project('a', u, p, {}, {undirectedRelationshipTypes: ['*']})"
        )
        driver.execute_query("CALL gds.graph.project('b', ['GdsUser', 'GdsProduct'], 'GDS_BOUGHT')")
        similar = driver.execute_query("CALL gds.nodeSimilarity.stream('b') YIELD similarity RETURN count(*) AS n")
        assert similar.records[0]["n"] > 0
        for algorithm in ("pageRank", "leiden", "louvain", "wcc", "betweenness"):
            assert (
                driver.execute_query(f"CALL gds.{algorithm}.stream('a') YIELD nodeId RETURN count(*) AS n").records[0][
                    "n"
                ]
                == 42
            )
        vectors = driver.execute_query(
            "CALL gds.fastRP.stream('a', {embeddingDimension: 16}) YIELD embedding RETURN embedding"
        )
        assert {len(record["embedding"]) for record in vectors.records} == {16}
        assert (
            driver.execute_query(
                "SHOW PROCEDURES YIELD name WHERE name STARTS WITH 'gds' RETURN count(*) AS n"
            ).records[0]["n"]
            == 411
        )
        driver.execute_query("CALL gds.graph.drop(['a', 'b'])")
        driver.execute_query("MATCH (n:GdsUser|GdsProduct) DETACH DELETE n")


def test_nobody_gets_in_without_the_password(four: Four) -> None:
    urls = {store: url.replace(url.split(":")[2].split("@")[0], "wrong") for store, url in four[1].urls.items()}
    assert all("wrong" in url for url in urls.values())
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(urls["postgres"])
    client: pymongo.MongoClient[dict[str, Any]]
    with pytest.raises(pymongo.errors.OperationFailure), pymongo.MongoClient(urls["mongo"]) as client:
        client.market.list_collection_names()
    nameless = "mongodb://" + urls["mongo"].rpartition("@")[2].partition("&")[0]
    with pytest.raises(pymongo.errors.OperationFailure), pymongo.MongoClient(nameless) as client:
        client.market.list_collection_names()
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(urls["redis"]).ping()
    with pytest.raises(neo4j.exceptions.AuthError), ask.graph(urls["neo4j"]) as driver:
        driver.verify_connectivity()


def test_passwords_are_private_and_shown_nowhere(four: Four) -> None:
    home, _ = four
    secrets = {path.name: path for path in (home / "secrets").iterdir()}
    assert set(STORES) <= secrets.keys()
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets.values()} == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    passwords = [path.read_text() for path in secrets.values()]
    assert len({secrets[store].read_text() for store in STORES}) == 4
    shown = [f"{each.url}" for each in embedded.status(home)]
    shown += [" ".join(psutil.Process(pid).cmdline()) for pid in pids(home).values() if pid]
    assert len(shown) == 8
    assert not [words for words in shown if any(password in words for password in passwords)]


def test_status_tells_what_there_is(four: Four) -> None:
    home, lease = four
    found = embedded.status(home)
    assert [each.store for each in found] == list(STORES)
    for each in found:
        assert (each.running, each.kept) == (True, False)
        assert (each.problem, each.remedy) == (None, None)
        assert f":{each.port}" in lease.urls[each.store]
        assert each.data_dir.is_dir()
        assert each.size_bytes > 0
        assert each.memory_bytes > 1_000_000
    assert [each.version.split(".")[0] for each in found] == ["PostgreSQL 18", "MongoDB 6", "Valkey 9", "Neo4j 5"]


def test_servers_have_sessions_of_their_own_and_none_of_our_locks(four: Four) -> None:
    home, _ = four
    for pid in pids(home).values():
        assert pid is not None
        assert os.getsid(pid) == pid != os.getsid(0)
        assert not [
            file for file in psutil.Process(pid).open_files() if file.path.endswith(".lock") and "run" in file.path
        ]


def test_six_threads_attach_to_what_runs(four: Four) -> None:
    home, lease = four
    before = pids(home)
    with ThreadPoolExecutor(6) as pool:
        leases = list(pool.map(lambda _: embedded.attach(home), range(6)))
    assert all(each.urls == lease.urls and not each.failures for each in leases)
    for each in leases:
        each.close()
        each.close()
    assert pids(home) == before
    assert ask.read(lease.urls, "never written") == dict.fromkeys(STORES, 0)


def test_a_forked_child_stops_nothing(four: Four) -> None:
    home, lease = four
    before = pids(home)
    child = os.fork()
    if child == 0:
        lease.close()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert pids(home) == before
    with embedded.attach(home, ["redis"]):
        pass
    assert pids(home) == before, "the parent's lease still counts"
