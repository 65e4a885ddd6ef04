"""Looks as the shipped catalogue's specifications judge them."""

from __future__ import annotations

from marketplace.evaluation import looking
from marketplace.market import Market


def test_the_nearest_pictures_share_forms_and_colours_far_beyond_chance(market: Market) -> None:
    figures = looking.evaluate(market.postgres, market.catalog.specs)
    together, chance = figures["together"], figures["by chance"]
    assert together.queries == 624
    assert together.same_form > 20 * chance.same_form
    assert together.colour_difference < 0.65 * chance.colour_difference
    assert figures["form"].same_form == max(one.same_form for one in figures.values())
    assert figures["colour"].colour_difference == min(one.colour_difference for one in figures.values())
