"""The simulation's page."""

from streamlit.testing.v1 import AppTest

from marketplace.market import Market
from marketplace.simulation.models import Result
from ui.conftest import Visit, html_of


def open_doors(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.label == "Open the doors").click().run()


def test_before_the_first_it_says_what_would_happen(visit: Visit) -> None:
    app = visit("simulation")
    assert not app.exception
    assert "Nothing has been tried yet." in html_of(app)
    assert [slider.label for slider in app.slider] == [
        "Shoppers, each a thread",
        "Rounds of filling carts before that",
        "Last pieces of the one thing they all want",
        "Chance to pay at the end of a round",
    ]


def test_a_crowd_shops_and_the_books_add_up(visit: Visit, market: Market) -> None:
    products = market.insight.counts("postgres")
    app = visit("simulation")
    app.slider[0].set_value(9)
    app.slider[1].set_value(2)
    app.slider[2].set_value(4)
    open_doors(app)
    assert not app.exception
    html = html_of(app)
    assert "Not one piece was sold twice." in html
    assert "4 were there, 4 were sold, 0 are left; 5 of 9 shoppers were told there is no more." in html
    result: Result = app.session_state["am_simulation_result"]
    assert result.count("added") == 9 * 2 + 9
    assert f"<strong>{result.count('bought'):,}</strong><span>orders</span>" in html
    assert html.count("<td>yes</td>") == 13
    assert len(app.get("plotly_chart")) == 1
    assert market.insight.counts("postgres") == products


def test_the_result_is_there_when_one_comes_back(visit: Visit) -> None:
    app = visit("simulation")
    app.slider[0].set_value(2)
    app.slider[1].set_value(0)
    open_doors(app)
    app.switch_page("pages/cart.py").run()
    app.switch_page("pages/simulation.py").run()
    assert "Not one piece was sold twice." in html_of(app)
    assert app.slider[0].value == 2
