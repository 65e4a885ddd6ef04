"""What the notebooks share: statements and tables shown, times measured, races run, plans read, pictures drawn."""

from marketplace.lab.draw import bars, cells, columns, network, points, settle, waterfall
from marketplace.lab.plans import Operator, explain, profile
from marketplace.lab.queries import Code, query, show
from marketplace.lab.stand import Stand
from marketplace.lab.svg import Picture, drawing
from marketplace.lab.table import Table, statements
from marketplace.lab.timing import Timing, measure, together, until

__all__ = [
    "Code",
    "Operator",
    "Picture",
    "Stand",
    "Table",
    "Timing",
    "bars",
    "cells",
    "columns",
    "drawing",
    "explain",
    "measure",
    "network",
    "points",
    "profile",
    "query",
    "settle",
    "show",
    "statements",
    "together",
    "until",
    "waterfall",
]
