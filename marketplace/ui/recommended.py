"""Recommendations as lists side by side, with what speaks for each, and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from itertools import combinations

from marketplace.recommendations.models import Recommendation, Step, Strategy
from marketplace.recommendations.ranking import DEFAULT, EDGES, FROM_GRAPH
from marketplace.search.models import Hit
from marketplace.settings import StoreName
from marketplace.ui.html import esc, href
from marketplace.ui.tables import Cell, table_html
from marketplace.ui.wording import count, milliseconds, money

STRATEGIES: dict[str, tuple[str, StoreName, str]] = {
    "personal": ("Personal", "neo4j", "The shop’s own: edges of what they bought, the latest counting most, added up."),
    "blend": ("Blend", "neo4j", "Personal, similar and the random walk, each as a share of its best."),
    "random_walk": ("Random walk", "neo4j", "Over raw purchases, to buyers and on: finds rare things too."),
    "page_rank": (
        "PageRank from theirs",
        "neo4j",
        "A long walk that begins anew at what they bought, again and again.",
    ),
    "embedding": ("Embedding", "neo4j", "What lies near what they bought, in places learnt from all purchases."),
    "similar": ("Similar by meaning", "neo4j", "What is closest in meaning to what they bought, by vectors."),
    "makers": ("Same makers", "neo4j", "More of the makers and crafts they bought from."),
    "popular": ("Popular", "neo4j", "A control: what is bought most, by whomever."),
    "random": ("Random", "neo4j", "A control: anything they have not bought."),
    "interests": ("Their interests", "neo4j", "What is bought most of the crafts they say they like."),
    "viewed": ("From what they looked at", "neo4j", "What goes with the products they looked at last."),
    "trending": ("Trending", "redis", "Looks and orders of the last seven days, in Redis’ sorted sets."),
    "also_bought": (
        "Also bought",
        "neo4j",
        "By the same people, at whatever time. People are counted, not purchases; best sellers get no head start.",
    ),
    "bought_together": ("In the same basket", "neo4j", "In one order, so many times."),
    "nearest": (
        "Similar by meaning",
        "postgres",
        "Nearest descriptions, by their vectors. Nobody has to have bought it.",
    ),
}
FOR_COLD: tuple[Strategy, ...] = ("interests", "viewed", "trending")
"""What there is for who has bought nothing; of everybody else it can be asked too."""

FOR_SHOPPERS: tuple[Strategy, ...] = tuple(dict.fromkeys((DEFAULT, "blend", *FROM_GRAPH, *FOR_COLD)))
"""Strategies that can stand side by side for a shopper."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""


def described(strategy: str) -> tuple[str, StoreName, str]:
    """A strategy's name as a person reads it, its store, and what it does in a line."""
    return STRATEGIES.get(strategy, (strategy.replace("_", " ").capitalize(), "neo4j", ""))


def heading_html(strategy: str, ms: float | None = None) -> str:
    """The head of one list; `ms` is how long it took."""
    title, store, about = described(strategy)
    took = f' <small class="am-number">{milliseconds(ms)}</small>' if ms is not None else ""
    inner = f"<h3>{esc(title)}{took}</h3><p>{esc(about)}</p>"
    return f'<div class="am-strategy" style="--store:var(--am-{store})">{inner}</div>'


def similar(hits: Sequence[Hit]) -> list[Recommendation]:
    """Hits of the search by meaning, to stand beside what people's purchases found."""
    return [
        Recommendation(
            product=hit.product,
            strategy="similar",
            score=hit.score,
            people=0,
            reason=f"Cosine similarity {1 - (hit.distance or 0):.2f} (1 is the same).",
        )
        for hit in hits
    ]


def list_html(
    found: Sequence[Recommendation], pictures: Mapping[str, str], under: Mapping[str, str] | None = None
) -> str:
    """A narrow list: a small picture, the name, the price, the reason and its figures; `under` is HTML by product."""
    items = "".join(
        f'<li><div class="am-line"><div class="am-picture" aria-hidden="true">{pictures.get(one.product.id, "")}</div>'
        f'<div><a data-page href="{esc(href("product", id=one.product.id))}">{esc(one.product.name)}</a>'
        f'<p class="am-number">{esc(money(one.product.price))}</p><p class="am-note">{esc(one.reason)}</p>'
        f'<p class="am-note am-number">{esc(figures(one))}</p></div></div>'
        f"{(under or {}).get(one.product.id, '')}</li>"
        for one in found
    )
    return f'<ol class="am-beside">{items}</ol>'


def figures(one: Recommendation) -> str:
    """What the strategy counted."""
    said = [f"score {one.score:.4g}"]
    if one.people and one.strategy not in ("trending", "bought_together"):
        said.append(count(one.people, "person", "people"))
    if one.lift:
        said.append(f"lift {one.lift:.1f}")
    return " · ".join(said)


def also_in(lists: Mapping[str, Sequence[Recommendation]]) -> dict[str, dict[str, str]]:
    """By strategy and product: in which other lists it stands too, and where. In words."""
    places = {
        strategy: {one.product.id: place for place, one in enumerate(found, 1)} for strategy, found in lists.items()
    }
    return {
        strategy: {
            id: ", ".join(
                f"{described(other)[0]} ({theirs[id]})"
                for other, theirs in places.items()
                if other != strategy and id in theirs
            )
            for id in own
        }
        for strategy, own in places.items()
    }


def shared_html(lists: Mapping[str, Sequence[Recommendation]]) -> str:
    """How many products each two lists share."""
    ids = {strategy: {one.product.id for one in found} for strategy, found in lists.items()}
    rows: list[list[Cell]] = [
        [
            f"{described(one)[0]} and {described(other)[0]}",
            len(ids[one] & ids[other]),
            len(ids[one] | ids[other]),
        ]
        for one, other in combinations(ids, 2)
    ]
    return table_html(["Lists", "In both", "Products in all"], rows, caption="What the lists share", seen=True)


def filled(found: Sequence[Recommendation]) -> str:
    """Which of the sources in turn filled a shopper's list."""
    sources = {
        DEFAULT: "what they bought",
        "interests": "the crafts they say they like",
        "viewed": "what they looked at last",
        "trending": "what is trending",
    }
    counts = {name: sum(one.strategy == name for one in found) for name in sources}
    if counts[DEFAULT] == len(found):
        return f"All {len(found)} come from what they bought."
    said = [f"{number} from {sources[name]}" for name, number in counts.items() if number]
    none = [sources[name] for name, number in counts.items() if not number]
    nothing = f" There was nothing from {' or '.join(none)}." if none else ""
    return f"Filled up in turn: {', '.join(said)}.{nothing}"


def path_html(user_id: str, name: str, one: Recommendation, steps: Sequence[Step]) -> str:
    """The ways through the graph from a shopper to a product: the best step by step, others in a line."""
    ways = _of_its_kind(one, steps)
    if ways:
        first, *others = ways
        said = [f"{esc(name)} bought <b>{esc(first.via)}</b>.", esc(_edge(first))]
        more = "".join(
            f'<p class="am-note">Also over {esc(step.via)}: {esc(_edge(step, short=True))}.</p>' for step in others
        )
        graph = {"node": f"Product:{first.via_id}", "open": f"User:{user_id},Product:{one.product.id}"}
    else:
        said, more = [esc(text) for text in _roundabout(name, one)], ""
        graph = {"node": f"User:{user_id}", "open": f"Product:{one.product.id}"}
    said.append(
        f"That leads to <b>{esc(one.product.name)}</b>." if said else "No edge leads here from their purchases."
    )
    return (
        '<div class="am-path"><ol class="am-steps" style="--store:var(--am-neo4j)">'
        f"{''.join(f'<li>{step}</li>' for step in said)}</ol>{more}"
        f'<p><a data-page href="{esc(href("graph", limit=6, **graph))}">See it in the graph</a></p></div>'
    )


def _of_its_kind(one: Recommendation, steps: Sequence[Step]) -> list[Step]:
    """Ways over the edges that a strategy goes by first, then the others; none where it goes by none."""
    if one.strategy in ("makers", "popular", "random", "random_walk", "trending", "interests"):
        return []
    kind = EDGES.get(one.strategy, "ALSO_BOUGHT")
    others = ("ALSO_BOUGHT", "SIMILAR_TO")
    return sorted((step for step in steps if step.kind in (kind, *others)), key=lambda step: step.kind != kind)


def _roundabout(name: str, one: Recommendation) -> list[str]:
    """The steps of a strategy that goes by no edge between products."""
    if one.via:
        verb = "says they like" if one.strategy == "interests" else "bought something from"
        return [f"{name} {verb} {_listed(sorted(one.via))}.", "This is from there too."]
    if one.strategy == "random_walk":
        return [f"{name} shares a purchase with {count(one.people, 'person', 'people')}.", "They bought this too."]
    return []


def _edge(step: Step, *, short: bool = False) -> str:
    if step.kind == "SIMILAR_TO":
        said = f"it is close in meaning, cosine similarity {step.score:.2f} (1 is the same)"
    elif step.kind == "NEAR":
        said = f"the same kind of people buy it, cosine similarity {step.score:.2f}"
    elif step.people:
        said = f"{count(step.people, 'person', 'people')} bought both"
        said += f", among them {_listed(step.buyers)}" if step.buyers and not short else ""
    else:
        said = "nobody bought both, but what its buyers bought next leads on"
    return said if short else f"{said[0].upper()}{said[1:]}, an edge {step.kind} of score {step.score:.3g}."


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def csv_text(*lists: Sequence[Recommendation]) -> str:
    """The lists as one CSV, with the figures behind them. A cell that a spreadsheet would run as a formula is text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["RANK", "PRODUCT_ID", "NAME", "CATEGORY", "PRICE", "STRATEGY", "SCORE", "PEOPLE", "LIFT", "REASON"]
    )
    for found in lists:
        for rank, one in enumerate(found, 1):
            product = one.product
            cells = [product.id, product.name, product.category or "", str(product.price or "")]
            lift = "" if one.lift is None else f"{one.lift:.4f}"
            measured = [one.strategy, f"{one.score:.6g}", one.people, lift]
            writer.writerow([rank, *map(_plain, cells), *measured, _plain(one.reason)])
    return out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
