"""`search`, `recommend`, `cart`, `orders`: the shop's services from a terminal."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marketplace.cli.output import Json, console, open_market, show_facts, show_json, show_table

Limit = Annotated[int, typer.Option(help="How many at most.", min=1, max=100)]
User = Annotated[str, typer.Argument(help="A shopper's id, for example U0001.")]


class Mode(StrEnum):
    """How to search."""

    FULLTEXT = "fulltext"
    SEMANTIC = "semantic"
    HYBRID = "hybrid"


cart = typer.Typer(help="A shopper's cart: show, add, change, remove, checkout.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("search")(search)
    app.command("looks-like")(looks_like)
    app.command("recommend")(recommend)
    app.command("orders")(orders)
    app.add_typer(cart, name="cart")


def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    mode: Annotated[Mode, typer.Option(help="By words, by meaning, or both.")] = Mode.HYBRID,
    craft: Annotated[str | None, typer.Option(help="Only in this craft (its id).")] = None,
    limit: Limit = 10,
    json: Json = False,
) -> None:
    """Find products by words (full text), by meaning (vectors), or both."""
    with open_market() as market:
        served = market.search.search(query, mode.value, category_id=craft, limit=limit)
    if json:
        show_json(served)
        return
    if not served.value.hits:
        console.print("Nothing found. Try fewer or other words.")
        return
    rows = [
        [hit.product.id, hit.product.name, hit.product.category, hit.product.price, hit.score]
        for hit in served.value.hits
    ]
    show_table(["id", "name", "craft", "price €", "score"], rows)
    console.print(f"{served.ms:.0f} ms, {'cached' if served.hit else 'from ' + served.source}", style="dim")


def looks_like(
    product: Annotated[str | None, typer.Argument(help="A product's id.")] = None,
    picture: Annotated[
        Path | None,
        typer.Option(help="A picture in place of a product: PNG, JPEG or WebP.", exists=True, dir_okay=False),
    ] = None,
    limit: Limit = 10,
    json: Json = False,
) -> None:
    """Find products by how their pictures look: colour, form and texture, as measured from the pictures alone."""
    if (product is None) == (picture is None):
        raise typer.BadParameter("Name a product, or a --picture.")
    with open_market() as market:
        if picture is not None:
            found = market.looks.like_picture(picture.read_bytes(), limit)
        else:
            found = market.looks.like(market.catalog.product(str(product)).value.id, limit)
    if json:
        show_json(found)
        return
    rows = [[one.product.id, one.product.name, one.score, *one.parts.model_dump().values()] for one in found]
    show_table(["id", "name", "score", "colour", "form", "texture"], rows)
    if not rows:
        console.print("nothing measured yet: `marketplace load vectors`", style="dim")


def recommend(
    user: Annotated[str | None, typer.Option(help="For this shopper: what people of like taste bought.")] = None,
    product: Annotated[str | None, typer.Option(help="With this product: also bought, and bought together.")] = None,
    limit: Limit = 10,
    json: Json = False,
) -> None:
    """Recommend from the graph of purchases: for a shopper, beside a product, or (with neither) what is hot."""
    with open_market() as market:
        if user is not None:
            market.accounts.shopper(user)
            found = {"for_you": market.recommendations.for_you(user, limit)}
        elif product is not None:
            market.catalog.product(product)
            found = {
                "also_bought": market.recommendations.also_bought(product, limit),
                "bought_together": market.recommendations.bought_together(product, limit),
            }
        else:
            found = {"trending": market.recommendations.trending(limit)}
    if json:
        show_json(found)
        return
    for strategy, recommendations in found.items():
        rows = [[each.product.id, each.product.name, each.score, each.reason] for each in recommendations]
        show_table(["id", "name", "score", "why"], rows, title=strategy.replace("_", " "))
        if not rows:
            console.print("nothing yet", style="dim")


@cart.command("show")
def cart_show(user: User, json: Json = False) -> None:
    """What is in the cart, at today's prices."""
    with open_market() as market:
        shown = market.carts.show(user)
    if json:
        show_json(shown.model_dump(mode="json") | {"total": str(shown.total)})
        return
    rows = [[line.product_id, line.name, line.quantity, line.price, line.total] for line in shown.lines]
    show_table(["id", "name", "pieces", "price €", "total €"], rows)
    show_facts({"total": f"€ {shown.total}", "key": shown.key, "expires in": f"{shown.expires_in} s"})


@cart.command("add")
def cart_add(
    user: User,
    product: Annotated[str, typer.Argument(help="A product's id.")],
    quantity: Annotated[int, typer.Option(help="How many pieces.", min=1)] = 1,
    json: Json = False,
) -> None:
    """Put a product in the cart."""
    with open_market() as market:
        market.accounts.shopper(user)
        pieces = market.carts.add(user, product, quantity)
    if json:
        show_json({"user_id": user, "product_id": product, "quantity": pieces})
    else:
        console.print(f"{pieces} of {product} in the cart.", highlight=False)


@cart.command("change")
def cart_change(
    user: User,
    product: Annotated[str, typer.Argument(help="A product's id.")],
    quantity: Annotated[int, typer.Argument(help="How many pieces; 0 removes it.", min=0)],
    json: Json = False,
) -> None:
    """Set how many pieces of a product are in the cart."""
    with open_market() as market:
        market.carts.change(user, product, quantity)
    if json:
        show_json({"user_id": user, "product_id": product, "quantity": quantity})
    else:
        console.print(f"{quantity} of {product} in the cart.", highlight=False)


@cart.command("remove")
def cart_remove(
    user: User, product: Annotated[str, typer.Argument(help="A product's id.")], json: Json = False
) -> None:
    """Take a product out of the cart."""
    with open_market() as market:
        market.carts.remove(user, product)
    if json:
        show_json({"user_id": user, "product_id": product, "quantity": 0})
    else:
        console.print(f"{product} is not in the cart any more.", highlight=False)


@cart.command("checkout")
def cart_checkout(
    user: User,
    key: Annotated[str | None, typer.Option(help="An idempotency key: the same key buys once.")] = None,
    json: Json = False,
) -> None:
    """Buy what is in the cart: all of it, or nothing."""
    with open_market() as market:
        order = market.orders.checkout(user, market.carts.quantities(user), key)
        # This process ends now: what it sold is carried to the other stores first.
        market.relay.drain()
    if json:
        show_json(order)
    else:
        console.print(f"Order {order.id}: {len(order.items)} lines, € {order.total}.", highlight=False)


def orders(user: User, limit: Limit = 20, json: Json = False) -> None:
    """A shopper's orders, newest first."""
    with open_market() as market:
        market.accounts.shopper(user)
        found = market.orders.of_shopper(user, limit)
    if json:
        show_json(found)
        return
    rows = [
        [
            f"{each.placed_at:%Y-%m-%d %H:%M}",
            each.status,
            each.total,
            ", ".join(item.name for item in each.items),
            each.id,
        ]
        for each in found
    ]
    show_table(["placed (UTC)", "status", "total €", "products", "id"], rows)
