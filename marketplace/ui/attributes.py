"""Specifications as a person reads them: "diameter_cm: 18" is a diameter of 18 cm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

UNITS = {
    "mm": "mm",
    "cm": "cm",
    "m": "m",
    "m2": "m²",
    "ml": "ml",
    "l": "l",
    "g": "g",
    "kg": "kg",
    "gsm": "g/m²",
    "hours": "hours",
    "days": "days",
    "months": "months",
    "percent": "%",
    "watt": "W",
    "c": "°C",
}


def described(attributes: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each attribute's name and value in words, whatever a maker chose to note; empty ones are left out."""
    return [line for key, value in attributes.items() for line in [_line(key, value)] if line[1]]


def _line(key: str, value: Any) -> tuple[str, str]:
    words = key.split("_")
    numeric = isinstance(value, int | float) and not isinstance(value, bool)
    unit = UNITS.get(words[-1]) if len(words) > 1 and (numeric or _measure(value)) else None
    if unit:
        words = words[:-1]
    text = in_words(value)
    return " ".join(words).strip().capitalize(), f"{text} {unit}" if unit and text else text


def _measure(value: Any) -> bool:
    """Measures that are no single number: "6.2 x 5", "54-59"."""
    return isinstance(value, str) and bool(value) and all(part in "0123456789.,-–x× " for part in value)


def in_words(value: Any) -> str:
    """A value of a document: lists with commas, booleans as yes and no, nested parts as "name value"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name.lower()} {text}" for name, text in described(value))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (in_words(one) for one in value)))
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else str(value)
