"""`up`, `down`, `status`, `doctor`: the stores themselves."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import typer

from marketplace import embedded
from marketplace.cli.output import Json, console, errors, open_market, show_json, show_table
from marketplace.errors import MarketplaceError
from marketplace.settings import STORES, Settings, StoreName


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (up_command, down_command, status_command, doctor):
        app.command(command.__name__.removesuffix("_command"))(command)


def say(store: StoreName, words: str) -> None:
    """One line of a store's start, on standard error."""
    errors.print(f"{store:<8}  {words}", markup=False, highlight=False)


def up_command(json: Json = False) -> None:
    """Start the embedded stores and keep them running after this command; bring every schema up to date."""
    settings = Settings()
    urls = embedded.up(settings.home, settings.embedded(), progress=say, maven_mirror=settings.maven_mirror)
    with open_market(settings) as market:
        migrations = {
            store: str(outcome) if isinstance(outcome, MarketplaceError) else outcome
            for store, outcome in market.migrate().items()
        }
    missing = [store for store in settings.embedded() if store not in urls]
    if json:
        show_json({"running": sorted(urls), "failed": missing, "migrations": migrations})
    else:
        console.print(f"Running: {', '.join(urls)}. `marketplace down` stops them.", highlight=False)
    if missing or any(isinstance(outcome, str) for outcome in migrations.values()):
        raise typer.Exit(1)


def down_command(json: Json = False) -> None:
    """Stop the embedded stores, whoever uses them."""
    stopped = embedded.down(Settings().home)
    if json:
        show_json({"stopped": stopped})
    else:
        console.print(f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running.", highlight=False)


def status_command(json: Json = False) -> None:
    """What runs, where, since when `up` keeps it, and how much room it takes. Starts nothing."""
    settings = Settings()
    found = embedded.status(settings.home)
    if json:
        show_json([dataclasses.asdict(each) | {"external": settings.url(each.store) is not None} for each in found])
        return
    rows = []
    for each in found:
        if settings.url(each.store):
            rows.append([each.store, "at its URL", "", "", "", ""])
            continue
        state = ("running, kept" if each.kept else "running") if each.running else "stopped"
        room = [f"{each.size_bytes / 1e6:,.0f} MB", f"{each.memory_bytes / 1e6:,.0f} MB" if each.running else ""]
        rows.append([each.store, state, each.version, each.url or "", *room])
    show_table(["store", "state", "version", "address", "on disk", "memory"], rows)


def doctor(json: Json = False) -> None:
    """Ask every store (started if need be): in a line each what it is, or why it is not well and what to do."""
    settings = Settings()
    lease: embedded.Lease | None = None
    if settings.embedded():
        lease = embedded.attach(settings.home, settings.embedded(), maven_mirror=settings.maven_mirror)
    failures = dict(lease.failures) if lease else {}
    with open_market(settings) as market:
        versions: dict[StoreName, Callable[[], str]] = {
            "postgres": market.postgres.version,
            "mongo": market.mongo.version,
            "redis": market.redis.version,
            "neo4j": market.graph.version,
        }
        findings: list[dict[str, Any]] = []
        for store in STORES:
            finding: dict[str, Any] = {"store": store, "embedded": settings.url(store) is None}
            try:
                finding |= {"well": True, "version": versions[store](), "where": market.address(store), "why": None}
            except MarketplaceError as error:
                finding |= {"well": False, "version": None, "where": None, "why": str(failures.get(store, error))}
            findings.append(finding)
    if lease:
        lease.close()
    if json:
        show_json(findings)
    else:
        for each in findings:
            told = f"{each['version']}, {each['where']}" if each["well"] else each["why"]
            kind = "embedded" if each["embedded"] else "at its URL"
            mark = "ok " if each["well"] else "ILL"
            console.print(f"{mark}  {each['store']:<8}  {kind}: {told}", markup=False, highlight=False, soft_wrap=True)
    if not all(each["well"] for each in findings):
        raise typer.Exit(1)
