"""The four servers, by the store they stand for."""

from __future__ import annotations

from marketplace.embedded.launcher import Launcher
from marketplace.embedded.mongo import Mongo
from marketplace.embedded.neo4j import Neo4j
from marketplace.embedded.postgres import Postgres
from marketplace.embedded.valkey import Valkey
from marketplace.settings import StoreName

LAUNCHERS: dict[StoreName, Launcher] = {each.store: each for each in (Postgres(), Mongo(), Valkey(), Neo4j())}
