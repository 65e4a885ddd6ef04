"""Communities, influence, bridges and crafts as HTML, each chart's figures as a table too."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.tastes.models import Alike, Bridge, Community, Influence, Kept, Standing, Tastes
from marketplace.ui.html import esc, href
from marketplace.ui.simulations import facts
from marketplace.ui.tables import Cell, Figure, Html, table_html
from marketplace.ui.taste_charts import colour
from marketplace.ui.wording import count, time_html

ROWS = 12


def when_html(tastes: Tastes) -> str:
    """When it was worked out, over what, and how long that took."""
    return (
        f'<p class="am-quiet">Worked out {time_html(tastes.at)}, over {tastes.purchases:,} purchases of '
        f"{count(tastes.shoppers, 'shopper')}, in {sum(tastes.seconds.values()):.1f} s.</p>"
    )


def changed(kept: Kept) -> str | None:
    """Whether the shop has moved on since, in a sentence."""
    if kept.tastes is None:
        return None
    said = []
    if kept.more:
        are, more = "is" if abs(kept.more) == 1 else "are", "more" if kept.more > 0 else "fewer"
        said.append(
            f"There {are} {count(abs(kept.more), 'purchase')} {more} now than what is shown was worked out from."
        )
    if kept.cancelled_since:
        then = "it was" if said else "what is shown was worked out"
        have = "has" if kept.cancelled_since == 1 else "have"
        said.append(f"{count(kept.cancelled_since, 'order')} {have} been cancelled since {then}.")
    return " ".join(said) or None


def facts_html(tastes: Tastes) -> str:
    """The whole in figures."""
    return facts(
        [
            (f"{len(tastes.communities):,}", "communities"),
            (f"{tastes.modularity:.2f}", "modularity"),
            (f"{tastes.products - tastes.without:,}", "products joined"),
            (f"{tastes.ties:,}", "lines between them"),
            (f"{tastes.without:,}", "products with no line"),
        ]
    )


def communities_html(communities: Sequence[Community]) -> str:
    """A card for each: its name, its size, what it stands out by, and some of its products."""
    return f'<ul class="am-communities">{"".join(_card(one) for one in communities)}</ul>'


def _card(one: Community) -> str:
    examples = ", ".join(
        f'<a data-page href="{esc(href("product", id=each.id))}">{esc(each.name)}</a>' for each in one.examples
    )
    return (
        f'<li style="--kind:{colour(one.number)}"><h3>{one.number}. {esc(one.name)}</h3>'
        f'<p class="am-quiet">{count(one.products, "product")}, {count(one.shoppers, "shopper")}, '
        f"{count(one.makers, 'maker')}</p>"
        f"<p>{_tags(one.crafts)}</p><p>{_tags(one.tags)}</p><p>{examples}</p>{_in_graph(one)}</li>"
    )


def _in_graph(one: Community) -> str:
    if not one.examples:
        return ""
    way = href("graph", node=f"Product:{one.examples[0].id}", colour="taste")
    return f'<p><a class="am-tag" data-page href="{esc(way)}">See it in the graph</a></p>'


def _tags(standing: Sequence[Standing]) -> str:
    return "".join(
        f'<span class="am-tag" title="{count(one.products, "product")}, {one.lift:.1f} times as often as on all">'
        f"{esc(one.name)} <small>{one.products} · ×{one.lift:.1f}</small></span>"
        for one in standing
    )


def sizes_table(communities: Sequence[Community]) -> str:
    """The chart of sizes in figures."""
    rows: list[list[Cell]] = [[one.number, one.name, one.products, one.shoppers, one.makers] for one in communities]
    return table_html(["No.", "Community", "Products", "Shoppers", "Makers"], rows, caption="Communities by size")


def influence_table(things: Sequence[Influence], caption: str, *, makers: bool = False) -> str:
    """The first by influence, with their places by both."""
    rows: list[list[Cell]] = []
    for one in things:
        page = href("catalogue", maker=one.id) if makers else href("product", id=one.id)
        of = f" <small>{esc(one.of)}</small>" if one.of else ""
        name = Html(f'<a data-page href="{esc(page)}">{esc(one.name)}</a>{of}')
        rows.append([name, Figure(f"{one.score:.2f}"), one.place, one.purchases, one.popular_place])
    head = ["Maker" if makers else "Product", "Influence", "Its place", "Purchases", "Their place"]
    return table_html(head, rows, caption=caption, seen=True)


def differing(things: Sequence[Influence], most: int) -> list[Influence]:
    """Those that influence puts furthest above where popularity does."""
    return sorted(things, key=lambda one: (one.place - one.popular_place, one.id))[:most]


def bridges_table(bridges: Sequence[Bridge]) -> str:
    """Products between crafts."""
    rows: list[list[Cell]] = [
        [
            Html(f'<a data-page href="{esc(href("product", id=one.id))}">{esc(one.name)}</a>'),
            one.craft or "",
            Figure(f"{one.between:.1%}"),
            Figure(f"{one.elsewhere:.0%}"),
            ", ".join(f"{joined.craft} {joined.share:.0%}" for joined in one.joins),
        ]
        for one in bridges
    ]
    head = ["Product", "Craft", "Of all shortest ways", "Lines to other crafts", "To which, most"]
    return table_html(head, rows, caption="Products between crafts")


def pairs_table(tastes: Tastes) -> str:
    """The chart of crafts in figures, the most above chance first."""
    pairs = sorted(tastes.pairs, key=lambda pair: (-pair.lift, pair.one, pair.other))
    rows: list[list[Cell]] = [
        [pair.one, pair.other, pair.people, pair.expected, Figure(f"{pair.lift:.2f}")] for pair in pairs
    ]
    head = ["Craft", "And", "Bought in both", "By chance", "Lift"]
    return table_html(head, rows, caption="Shoppers who bought in both crafts")


def alike_table(found: Sequence[Alike], caption: str, kind: str) -> str:
    """Makers or crafts (`kind` is "maker" or "craft") with the same customers; the name starts from that one."""
    rows: list[list[Cell]] = [
        [
            Html(f'<a data-page href="{esc(href("insights", **{kind: one.id}))}">{esc(one.name)}</a>'),
            one.people,
            one.theirs,
            Figure(f"{one.lift:.2f}"),
        ]
        for one in found
    ]
    if not rows:
        return f'<p class="am-quiet">{esc(caption)}: none, for too few people bought of both.</p>'
    head = [kind.capitalize(), "The same people", "Of customers", "Lift"]
    return table_html(head, rows, caption=caption, seen=True)


def agreement(tastes: Tastes) -> str:
    """How far influence says anything but popularity, honestly."""
    if tastes.agreement is None:
        return "There are too few products to compare influence with popularity."
    near = "nearly the same" if tastes.agreement > 0.8 else "partly the same" if tastes.agreement > 0.4 else "little"
    return (
        f"Over all products the order by influence and the order by purchases say {near} (Spearman’s rank "
        f"correlation {tastes.agreement:.2f}): what differs is what is worth a look. Above the line a product is come "
        "to more often, from what else is bought, than its purchases alone would have it."
    )
