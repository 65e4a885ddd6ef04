"""What the stores say of themselves, as HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from marketplace.events.models import DeadLetter, RelayStatus
from marketplace.insight.models import (
    Collection,
    GraphInsight,
    Index,
    Migration,
    RedisInsight,
    StoreHealth,
    Table,
)
from marketplace.ratelimits.models import Action, Allowance, Policy
from marketplace.settings import STORES, StoreName
from marketplace.stores.counts import CacheCount
from marketplace.ui.html import esc, href
from marketplace.ui.simulations import facts
from marketplace.ui.tables import Html, table_html
from marketplace.ui.wording import DESTINATION_NAMES, STORE_NAMES, count, milliseconds, time_html


def size(bytes_: int) -> str:
    """Room taken, in the unit that suits: "48 kB", "1.3 MB"."""
    amount = float(bytes_)
    for unit in ("B", "kB", "MB"):
        if amount < 1000:
            digits = 0 if unit == "B" or amount >= 10 else 1
            return f"{amount:.{digits}f}\N{NO-BREAK SPACE}{unit}"
        amount /= 1000
    return f"{amount:.1f}\N{NO-BREAK SPACE}GB"


def health_html(health: Sequence[StoreHealth]) -> str:
    """Four cards: what each store is, where it listens, how quickly it answered."""
    cards = "".join(
        f'<li class="am-node" style="--store:var(--am-{each.store})"><h3 class="am-light am-light-'
        f'{"well" if each.well else "down"}">{STORE_NAMES[each.store]}</h3>'
        + (
            f"<dl><div><dt>Version</dt><dd>{esc(each.version)}</dd></div>"
            f"<div><dt>Listens on</dt><dd>{esc(each.address)}</dd></div>"
            f"<div><dt>Answered in</dt><dd>{milliseconds(each.ms)}</dd></div></dl>"
            if each.well
            else f'<p class="am-error">Does not answer. <code>marketplace doctor</code> says what to do.</p>'
            f'<p class="am-quiet">{esc(each.reason)}</p>'
        )
        + "</li>"
        for each in health
    )
    return f'<h2 class="am-hidden">All four</h2><ul class="am-stores">{cards}</ul>'


def outbox_html(outbox: RelayStatus) -> str:
    """What waits to be carried from PostgreSQL to the others."""
    said = []
    if outbox.waiting:
        said.append(f"holds {count(outbox.waiting, 'event')}; the oldest has waited for {outbox.oldest_seconds:.0f} s.")
    elif not outbox.dead:
        said.append("is empty: whatever happened in PostgreSQL has reached the other stores.")
    if outbox.dead:
        given_up = count(outbox.dead, "event")
        said.append(
            f"It has {given_up} given up, too, below."
            if said
            else f"has {given_up} given up, below; nothing else waits."
        )
    state = " ".join(said)
    return f'<p class="am-flow">The <b class="am-store" style="--store:var(--am-postgres)">outbox</b> {state}</p>'


def destinations_html(outbox: RelayStatus) -> str:
    """Each destination of events: what waits for it, what it could not digest, how long the latest took to reach it."""
    return table_html(
        ["Destination", "In", "Waiting", "Given up", "Half within", "95 of 100 within"],
        [
            [
                DESTINATION_NAMES.get(each.destination, each.destination),
                store_html(each.store),
                each.waiting,
                each.dead,
                *("" if ms is None else Html(milliseconds(ms)) for ms in (each.p50_ms, each.p95_ms)),
            ]
            for each in outbox.destinations
        ],
        caption="Where events go",
    )


def dead_letter_html(letter: DeadLetter) -> str:
    """An event that was given up, and why."""
    behind = f"; {count(letter.behind, 'later event')} of this order behind it" if letter.behind else ""
    where = DESTINATION_NAMES.get(letter.destination, letter.destination)
    return (
        f'<div class="am-notice am-failed"><strong>{esc(where)} could not take an event</strong> '
        f"after {count(letter.attempts, 'attempt')}, {time_html(letter.dead_at)}{behind}."
        f"<small>{esc(letter.kind.replace('_', ' '))} · order <code>{esc(letter.order_id)}</code></small>"
        f"<small>{esc(letter.last_error or '')}</small></div>"
    )


def store_html(store: StoreName) -> Html:
    """A store's name in its colour."""
    return Html(f'<span class="am-store" style="--store:var(--am-{store})">{STORE_NAMES[store]}</span>')


def chooser_html(current: StoreName) -> str:
    """Links to each store's part of the page."""
    items = "".join(
        f'<li><a data-page href="{esc(href("behind_the_scenes", store=store))}"'
        f"{' aria-current=true' if store == current else ''}>{STORE_NAMES[store]}</a></li>"
        for store in STORES
    )
    return f'<nav aria-label="Stores"><ul class="am-facet">{items}</ul></nav>'


def tables_html(tables: Sequence[Table]) -> str:
    """Each table opens to its columns and the rules it keeps."""
    return "".join(
        _opens(
            table.name,
            f"{count(table.rows, 'row')} · {size(table.bytes)}, indexes {size(table.index_bytes)}",
            table_html(
                ["Column", "Type", "Required", "Default"],
                [[_code(c.name), c.type, "yes" if c.required else "", _code(c.default or "")] for c in table.columns],
                caption=f"Columns of {table.name}",
            )
            + "".join(f'<pre class="am-code">{esc(rule)}</pre>' for rule in table.constraints),
        )
        for table in tables
    )


def collections_html(collections: Sequence[Collection]) -> str:
    """Each collection opens to the schema that its documents must meet."""
    return "".join(
        _opens(
            each.name,
            f"{count(each.documents, 'document')} · {size(each.bytes)}, indexes {size(each.index_bytes)}",
            f'<pre class="am-code" tabindex="0">{esc(json.dumps(each.validator, indent=2))}</pre>',
        )
        for each in collections
    )


def indexes_html(indexes: Sequence[Index], *, sizes: bool) -> str:
    """Indexes, and how often each was used."""
    headings = ["On", "Index", "Kind", "Definition", "Used", *(["Size"] if sizes else [])]
    rows = [
        [
            index.on,
            _code(index.name + (" (unique)" if index.unique else "")),
            index.kind,
            _code(index.definition),
            index.uses,
            *([size(index.bytes or 0)] if sizes else []),
        ]
        for index in indexes
    ]
    return table_html(headings, rows, caption="Indexes; used: how often, since the store counts")


def redis_html(seen: RedisInsight) -> str:
    """Redis in figures."""
    rate = "–" if seen.hit_rate is None else f"{seen.hit_rate:.0%}"
    return facts(
        [
            (f"{seen.keys:,}", "keys"),
            (rate, f"of {seen.hits + seen.misses:,} lookups found something"),
            (size(seen.memory_bytes), "of memory"),
            (f"{seen.commands:,}", "commands"),
            (f"{seen.expired:,}", "keys expired"),
            (f"{seen.evicted:,}", "pushed out"),
            ("yes" if seen.appendonly else "no", "writes each change to disk"),
        ]
    )


def families_html(seen: RedisInsight) -> str:
    """Key families, the largest first."""
    return table_html(
        ["Family", "Type", "Keys", "What it is", "For example", "Lives another"],
        [
            [
                each.name,
                each.type,
                each.keys,
                each.meaning,
                _code(each.example),
                "for good" if each.seconds is None else _life(each.seconds),
            ]
            for each in sorted(seen.families, key=lambda each: (-each.keys, each.name))
        ],
        caption="Families of keys",
    )


def caches_html(counts: Sequence[CacheCount]) -> str:
    """How each cache has fared, in all processes since the counts began."""
    return table_html(
        ["Cache", "Hits", "Misses", "Waited", "Renewed early", "Without Redis", "Hit rate"],
        [
            [
                _code(each.name),
                *(each.hits, each.misses, each.waits, each.refreshes, each.bypasses),
                "–" if each.hit_rate is None else f"{each.hit_rate:.0%}",
            ]
            for each in counts
        ],
        caption="Caches; waited: while another caller was loading it already",
    )


def limits_html(policies: Mapping[Action, Policy], usage: Sequence[Allowance]) -> str:
    """What may be done how often, and what is left of it for who is looking."""
    left = {each.action: each for each in usage}
    return table_html(
        ["What", "Allowed", "In any", "Left for you", "One more in"],
        [
            [
                action.replace("_", " "),
                policy.amount,
                _life(policy.seconds),
                left[action].remaining,
                _life(left[action].reset_seconds) if left[action].reset_seconds else "",
            ]
            for action, policy in policies.items()
        ],
        caption="Rate limits",
    )


def graph_html(graph: GraphInsight) -> str:
    """How many of each, labels and relationships."""
    return table_html(
        ["", "Name", "How many"],
        [[each.kind, _code(_pattern(each.kind, each.name)), each.count] for each in graph.counts],
        caption="What the graph holds",
    )


def constraints_html(graph: GraphInsight) -> str:
    """What the graph refuses."""
    return table_html(
        ["Constraint", "Kind", "On"],
        [[_code(each.name), each.kind.lower(), _code(each.on)] for each in graph.constraints],
        caption="Constraints",
    )


def migrations_html(migrations: Sequence[Migration]) -> str:
    """Schema files, oldest first."""
    return table_html(
        ["File", "Applied"],
        [[_code(each.name), Html(time_html(each.applied_at)) if each.applied_at else "yes"] for each in migrations],
        caption="Schema files applied",
    )


def _opens(name: str, beside: str, inside: str) -> str:
    return (
        f'<details class="am-opens"><summary><code>{esc(name)}</code> <span class="am-quiet">{esc(beside)}</span>'
        f"</summary>{inside}</details>"
    )


def _code(text: str) -> Html:
    return Html(f"<code>{esc(text)}</code>" if text else "")


def _pattern(kind: str, name: str) -> str:
    return f"(:{name})" if kind == "label" else f"()-[:{name}]->()"


def _life(seconds: int) -> str:
    for size_, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size_:
            return f"{seconds / size_:.0f} {unit}"
    return f"{seconds} s"
