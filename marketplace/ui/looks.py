"""How pages tell in what two pictures are alike."""

from __future__ import annotations

from marketplace.looks.models import Lookalike

HOW = "colour, form and texture measured from the picture: no neural network knows what it shows"


def parts(found: Lookalike) -> str:
    """The three parts as a line: "colour .93, form .71, texture .55"."""
    return ", ".join(f"{name} {share(part)}" for name, part in found.parts.model_dump().items())


def share(part: float) -> str:
    """A number from 0 to 1 in two digits, as tables have it: ".93"; "1" where there is nothing left to round."""
    return f"{part:.2f}".removeprefix("0") if part < 0.995 else "1"
