"""Why something is recommended, as a sentence. The figures in it are the recommendation's own data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marketplace.catalog.models import Product

Products = Mapping[str, Product]


def also_bought(people: int, lift: float) -> str:
    """Of a product's own list."""
    return f"{_people(people)} who bought this also bought it: {lift:.1f} times as many as chance would have it."


def together(orders: int) -> str:
    """Of what lay in the same orders."""
    return f"In the same basket {orders} times."


def personal(
    because: Sequence[str], shared: Sequence[str], people: int, liked: Sequence[str], products: Products
) -> str:
    """Of a shopper's own purchases, the one that says most first; `shared` are those whose buyers bought it too."""
    names, more = _names(because[:1], products), _names([id for id in shared if id not in because[:1]], products)
    if not names:
        return "Bought by people who bought what you did."
    if people:
        text = f"{_people(people)} who bought your {names[0]} also bought this"
    else:
        text = f"Your {names[0]} leads to it, over what its buyers bought next"
    return text + (f", as did buyers of your {' and '.join(more)}" if more else "") + _liked(liked)


def similar(because: Sequence[str], liked: Sequence[str], products: Products) -> str:
    """By meaning."""
    names = _names(because, products)
    text = f"Close in meaning to your {' and '.join(names)}" if names else "Close in meaning to what you bought"
    return text + _liked(liked)


def walk(people: int) -> str:
    """By a random walk."""
    return f"{_people(people)} who share a purchase with you bought it; a walk over the graph ends here often."


def page_rank(because: Sequence[str], products: Products) -> str:
    """By a walk that begins at the shopper's own."""
    names = _names(because[:2], products)
    start = f"your {' and '.join(names)}" if names else "what you bought"
    return f"A walk along what is bought next comes here often from {start}."


def embedding(because: Sequence[str], liked: Sequence[str], products: Products) -> str:
    """By a place among all purchases."""
    names = _names(because[:2], products)
    text = f"Bought by the same kind of people as your {' and '.join(names)}" if names else "Near to what you bought"
    return text + _liked(liked)


def makers(via: Sequence[str]) -> str:
    """By maker and craft."""
    return f"From {' and '.join(sorted(via))}, where you have bought before."


def interests(via: Sequence[str]) -> str:
    """By what a shopper says to like."""
    return f"Bought most in {' and '.join(via)}, which you like."


def viewed(because: Sequence[str], products: Products) -> str:
    """By what was looked at."""
    names = _names(because, products)
    return f"Goes with {names[0]}, which you looked at." if names else "Goes with what you looked at."


def trending(heat: int) -> str:
    """By heat."""
    return f"Heat {heat} over the last seven days."


def popular(purchases: int) -> str:
    """By purchases."""
    return f"Bought {purchases:,} times, by whomever."


def _people(people: int) -> str:
    return "1 person" if people == 1 else f"{people:,} people"


def _names(ids: Sequence[str], products: Products) -> list[str]:
    return [products[id].name for id in ids if id in products]


def _liked(tags: Sequence[str]) -> str:
    return f"; both are tagged {' and '.join(tags)}." if tags else "."
