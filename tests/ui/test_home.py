"""Home, and what stands around every page."""

from marketplace.catalog.models import BrowseQuery
from marketplace.market import Market
from ui.conftest import Visit, html_of, ran


def test_home_shows_the_shop_and_its_four_stores(visit: Visit, market: Market) -> None:
    app = visit()
    assert not app.exception
    assert [header.value for header in app.header] == [
        "Hot this week",
        "How the shop is kept",
        "By craft",
        "Fresh from the workshops",
    ]
    html = html_of(app)
    total = market.catalog.browse(BrowseQuery(size=1)).value.total
    assert f"{total:,} pieces in 13 crafts" in html
    for count in market.insight.counts("mongo"):
        assert f"<dd>{count.count:,}</dd>" in html
    assert html.count('class="am-node"') == 4
    assert html.count("am-light am-light-well") == 4 + 4
    newest = market.catalog.browse(BrowseQuery(sort="newest", size=6)).value.items
    for product in newest:
        assert f"product?id={product.id}" in html


def test_every_page_says_what_just_ran(visit: Visit) -> None:
    app = visit()
    again = app.run()
    line = ran(again)
    assert line.startswith("What just ran: ")
    assert "statement" in line
    assert "catalog/faces.sql" in html_of(again)


def test_one_shops_as_whom_the_address_names(visit: Visit, market: Market) -> None:
    first, second = market.accounts.shoppers(limit=2)
    assert visit().button(key="am_who").label == f"Shopping as {first.name}"
    app = visit(**{"as": second.id})
    assert app.button(key="am_who").label == f"Shopping as {second.name}"
    assert f"product?id={market.catalog.faces()[0].id}&amp;as={second.id}" in html_of(app)


def test_an_unknown_shopper_in_the_address_is_said_and_dropped(visit: Visit, market: Market) -> None:
    app = visit(**{"as": "nobody"})
    assert app.button(key="am_who").label == f"Shopping as {market.accounts.shoppers(limit=1)[0].name}"
    assert "nobody" in app.toast[0].value
    assert "as" not in app.query_params


def test_the_shopper_is_switched(visit: Visit, market: Market) -> None:
    wanted = market.accounts.shoppers(limit=5)[4]
    app = visit()
    app.button(key="am_who").click().run()
    app.button(key=f"am_be_{wanted.id}").click().run()
    assert app.button(key="am_who").label == f"Shopping as {wanted.name}"
    assert app.query_params["as"] == wanted.id


def test_a_click_moves_within_the_session_and_only_within_the_app(visit: Visit, market: Market) -> None:
    app = visit()
    app.session_state["am_clicked"] = "product?id=P0001"
    app.run()
    assert market.catalog.product("P0001").value.name in html_of(app)
    for address in ("https://example.org/product?id=P0002", "nowhere?x=1", "../../etc/passwd", "#"):
        app.session_state["am_clicked"] = address
        app.run()
        assert not app.exception
        assert market.catalog.product("P0001").value.description[:40] in html_of(app)
