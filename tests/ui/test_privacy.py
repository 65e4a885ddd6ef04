"""Where one signs in with a password, what shoppers bought is seen by themselves alone."""

from __future__ import annotations

import pytest

from marketplace.accounts.models import Shopper
from marketplace.market import Market
from marketplace.ui import opening
from ui.conftest import Visit, html_of
from ui.test_graph import drawn
from ui.test_shopper import sign_in


@pytest.fixture
def closed(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody shops as somebody else by a switch."""
    visit()
    monkeypatch.setattr(opening.market().accounts, "may_sign_in_as", False)


@pytest.fixture
def two(market: Market) -> tuple[Shopper, Shopper]:
    """Two who bought the same thing."""
    one, *others = market.accounts.shoppers(limit=40)
    bought = {edge.target for edge in market.subgraphs.expanded(f"User:{one.id}", kinds=["PURCHASED"]).edges}
    for other in others:
        theirs = market.subgraphs.expanded(f"User:{other.id}", kinds=["PURCHASED"]).edges
        if bought & {edge.target for edge in theirs}:
            return one, other
    pytest.fail("nobody bought what the best customer bought")


def test_a_guest_sees_nobodys(visit: Visit, closed: None, two: tuple[Shopper, Shopper]) -> None:
    one, _ = two
    app = visit("recommendations", shopper=one.id)
    assert one.name not in html_of(app) + "".join(title.value for title in app.title)
    assert "What others bought is theirs to see." in html_of(app)
    assert not [button for button in app.button if "somebody else" in button.label]
    app = visit("graph", node=f"User:{one.id}")
    assert f"There is no shopper with the id &#x27;{one.id}&#x27;." in html_of(app)
    assert one.name not in html_of(app)
    app = visit("why_a_graph", question="three_hops", shopper=one.id)
    assert not app.exception
    assert "Three hops" not in html_of(app)


def test_a_shopper_sees_their_own(visit: Visit, closed: None, two: tuple[Shopper, Shopper]) -> None:
    one, other = two
    app = sign_in(visit("graph"), one.id, "made-by-hand")
    product = next(node["id"] for node in drawn(app)["nodes"] if node["id"].startswith("Product:"))
    app.query_params["node"] = product
    app.query_params["open"] = f"User:{other.id},User:{one.id}"
    app.query_params["limit"] = "60"
    app.run()
    people = {node["id"] for node in drawn(app)["nodes"] if node["id"].startswith("User:")}
    assert people == {f"User:{one.id}"}
    app.query_params["to"] = f"User:{other.id}"
    assert f"There is no shopper with the id &#x27;{other.id}&#x27;." in html_of(app.run())
