"""When things are bought: the year's volume, the months of a craft, and the months of a tag. 1 is an ordinary month."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

VOLUME = (0.75, 0.85, 0.9, 0.95, 1.05, 0.9, 0.8, 0.85, 0.95, 1.1, 1.6, 2.3)
"""Orders of a day in each month, January first: quiet after the holidays, and presents from November on."""

WEEKDAYS = (1.05, 0.95, 0.9, 0.95, 1.0, 1.05, 1.2)
"""Monday first: people browse on Sundays."""

HOURS = (2, 1, 1, 1, 1, 1, 2, 4, 6, 7, 7, 7, 8, 7, 6, 6, 7, 8, 9, 11, 13, 12, 8, 4)

COLD = (1.6, 1.4, 1.0, 0.7, 0.45, 0.35, 0.3, 0.45, 0.9, 1.5, 1.9, 1.9)
WARM = (0.5, 0.6, 0.9, 1.2, 1.5, 1.7, 1.7, 1.4, 1.0, 0.7, 0.5, 0.6)
SPRING = (0.6, 0.9, 1.6, 1.9, 1.7, 1.2, 0.9, 0.8, 0.8, 0.7, 0.6, 0.6)
ADVENT = (0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.4, 0.5, 0.8, 1.6, 3.2, 4.0)
GIVING = (0.8, 1.1, 0.9, 0.9, 1.1, 0.9, 0.8, 0.8, 0.9, 1.0, 1.5, 1.8)
WEDDINGS = (0.7, 0.8, 1.0, 1.3, 1.6, 1.6, 1.4, 1.3, 1.1, 0.8, 0.6, 0.6)
EVEN = (1.0,) * 12

CRAFTS = {"knitwear": COLD, "candles_soap": GIVING, "toys": GIVING, "basketry": WARM, "jewellery": GIVING}
TAGS = {
    "winter": COLD, "cosy": COLD, "warm": COLD, "wool": COLD, "summer": WARM, "beach": WARM, "picnic": WARM,
    "garden": SPRING, "spring": SPRING, "easter": SPRING, "christmas": ADVENT, "advent": ADVENT, "ornament": ADVENT,
    "gift": GIVING, "wedding": WEDDINGS,
}  # fmt: skip


def of_crafts(crafts: Sequence[str]) -> NDArray[np.float32]:
    """[craft, month]"""
    return np.array([CRAFTS.get(craft, EVEN) for craft in crafts], dtype=np.float32).reshape(len(crafts), 12)


def of_tags(tags: Sequence[str]) -> NDArray[np.float32]:
    """[product, month], from each product's comma separated tags: the mean of what its tags say, softened."""
    tables = {tag: np.array(months, dtype=np.float32) for tag, months in TAGS.items()}
    out = np.ones((len(tags), 12), dtype=np.float32)
    for row, text in enumerate(tags):
        if found := [tables[tag] for tag in text.split(",") if tag in tables]:
            out[row] = np.mean(found, axis=0)
    return out


def day_weights(days: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """How many orders a day draws: its month, its weekday, and a shop that grows by a third a year."""
    month = days.astype("datetime64[M]").astype(int) % 12
    weekday = (days.astype("datetime64[D]").astype(int) + 3) % 7
    years = (days - days[0]).astype(float) / 365.25
    weights: NDArray[np.float64] = np.array(VOLUME)[month] * np.array(WEEKDAYS)[weekday] * 1.33**years
    return weights
