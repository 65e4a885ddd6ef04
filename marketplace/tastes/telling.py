"""Puts together what the graph said: communities described, influence beside popularity, bridges, crafts in pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from scipy.stats import spearmanr

from marketplace.stores.graph import Record
from marketplace.tastes.computing import DAMPING, GAMMA, SEED, SUPPORT, Found
from marketplace.tastes.describing import name_of, standing_out
from marketplace.tastes.models import Bridge, Community, CraftPair, Influence, Joined, Kept, Named, Parameters, Tastes

EXAMPLES, STANDING, JOINED = 4, 6, 4
INFLUENTIAL, MAKERS = 200, 100
"""Kept: so many by influence, and as many by popularity."""


def told(found: Found, tags: Mapping[str, Sequence[str]], now: Kept) -> Tastes:
    """The whole report. `tags` by product; `now`, what there was."""
    pairs, shoppers = craft_pairs(found.crafts)
    sold = {row["id"]: row["purchases"] for row in found.products}
    influential = influences(
        [(row["id"], row["name"], row["craft"]) for row in found.products if row["id"] in found.rank],
        found.rank,
        sold,
        found.communities,
    )
    return Tastes(
        at=datetime.now(UTC),
        purchases=now.purchases,
        cancelled=now.cancelled,
        shoppers=shoppers,
        products=len(found.products),
        without=len(found.products) - len(found.communities),
        ties=found.ties,
        modularity=found.modularity,
        agreement=agreement(found.rank, sold),
        parameters=Parameters(support=SUPPORT, gamma=GAMMA, damping=DAMPING, seed=SEED, sample=found.sample),
        seconds=found.seconds,
        communities=communities(found, tags),
        influential=_most(influential, INFLUENTIAL),
        makers=_most(_makers(found, sold), MAKERS),
        bridges=_bridges(found),
        crafts=sorted({pair.one for pair in pairs} | {pair.other for pair in pairs}),
        pairs=pairs,
    )


def communities(found: Found, tags: Mapping[str, Sequence[str]]) -> list[Community]:
    """Each by what it stands out, its members counted."""
    rows = {row["id"]: row for row in found.products}
    inside: dict[int, list[str]] = defaultdict(list)
    for id, number in found.communities.items():
        inside[number].append(id)
    joined = [id for ids in inside.values() for id in ids]
    crafts_of: dict[str, list[str]] = {id: [rows[id]["craft"]] if rows[id]["craft"] else [] for id in joined}
    all_crafts = Counter(craft for id in joined for craft in crafts_of[id])
    all_tags = Counter(tag for id in joined for tag in set(tags.get(id, ())))
    members = {(row["community"], row["kind"]): row["members"] for row in found.members}
    told = []
    for number, ids in sorted(inside.items()):
        crafts = standing_out([crafts_of[id] for id in ids], all_crafts, len(joined))
        words = standing_out([tags.get(id, ()) for id in ids], all_tags, len(joined))
        best = sorted(ids, key=lambda id: (-found.rank.get(id, 0.0), id))[:EXAMPLES]
        told.append(
            Community(
                number=number,
                name=name_of(crafts, words, len(ids)),
                products=len(ids),
                shoppers=members.get((number, "User"), 0),
                makers=members.get((number, "Seller"), 0),
                crafts=crafts[:STANDING],
                tags=words[:STANDING],
                examples=[Named(id=id, name=rows[id]["name"] or id) for id in best],
            )
        )
    return told


def influences(
    things: Sequence[tuple[str, str | None, str | None]],
    rank: Mapping[str, float],
    sold: Mapping[str, int],
    community: Mapping[str, int],
) -> list[Influence]:
    """(id, name, of what) each with its place by `rank` and by what was `sold`, by influence. Ties go by the id."""
    by_rank = sorted((id for id, *_ in things), key=lambda id: (-rank[id], id))
    by_sales = sorted((id for id, *_ in things), key=lambda id: (-sold[id], id))
    place = {id: n for n, id in enumerate(by_rank, 1)}
    popular = {id: n for n, id in enumerate(by_sales, 1)}
    average = sum(rank[id] for id in place) / max(len(place), 1)
    found = [
        Influence(
            id=id,
            name=name or id,
            of=of,
            community=community.get(id),
            score=rank[id] / average,
            place=place[id],
            purchases=sold[id],
            popular_place=popular[id],
        )
        for id, name, of in things
    ]
    return sorted(found, key=lambda one: one.place)


def agreement(rank: Mapping[str, float], sold: Mapping[str, int]) -> float | None:
    """Spearman's rank correlation of influence and purchases."""
    if len(rank) < 3 or len(set(rank.values())) < 2 or len({sold[id] for id in rank}) < 2:
        return None
    return float(spearmanr([rank[id] for id in rank], [sold[id] for id in rank]).statistic)


def craft_pairs(rows: Sequence[Record]) -> tuple[list[CraftPair], int]:
    """Every two crafts with what chance would have, and how many shoppers there are."""
    shoppers = rows[0]["shoppers"] if rows else 0
    alone = {row["one"]: row["people"] for row in rows if row["one"] == row["other"]}
    both = {(row["one"], row["other"]): row["people"] for row in rows}
    names = sorted(alone)
    pairs = []
    for n, one in enumerate(names):
        for other in names[n + 1 :]:
            expected = alone[one] * alone[other] / shoppers
            people = both.get((one, other), 0)
            pairs.append(CraftPair(one=one, other=other, people=people, expected=expected, lift=people / expected))
    return pairs, shoppers


def _makers(found: Found, sold: Mapping[str, int]) -> list[Influence]:
    names: dict[str, str | None] = {}
    rank: dict[str, float] = defaultdict(float)
    sales: Counter[str] = Counter()
    for row in found.products:
        if row["maker"] and row["id"] in found.rank:
            id = row["maker"]["id"]
            names[id] = row["maker"]["name"]
            rank[id] += found.rank[row["id"]]
            sales[id] += sold[row["id"]]
    return influences([(id, name, None) for id, name in names.items()], rank, sales, {})


def _most(things: list[Influence], many: int) -> list[Influence]:
    return [one for one in things if one.place <= many or one.popular_place <= many]


def _bridges(found: Found) -> list[Bridge]:
    rows = {row["id"]: row for row in found.products}
    lines: dict[str, list[Record]] = defaultdict(list)
    for row in found.bridging:
        lines[row["id"]].append(row)
    told = []
    for id, led in lines.items():
        craft, whole = rows[id]["craft"], sum(row["surplus"] for row in led)
        others = [row for row in led if row["craft"] not in (None, craft)]
        told.append(
            Bridge(
                id=id,
                name=rows[id]["name"] or id,
                craft=craft,
                community=found.communities.get(id),
                between=found.between[id],
                elsewhere=sum(row["surplus"] for row in others) / whole,
                joins=[Joined(craft=row["craft"], share=row["surplus"] / whole) for row in others[:JOINED]],
            )
        )
    return sorted(told, key=lambda one: (-one.between, one.id))
