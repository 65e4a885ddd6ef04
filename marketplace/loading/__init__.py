"""Data in: the CSV contract, four loaders, and the generator of a marketplace's purchases."""

from marketplace.loading.errors import BadRow, BadRows, LoadRefused
from marketplace.loading.generator import AS_OF, SCALES, ScaleName
from marketplace.loading.load import is_empty, load
from marketplace.loading.purchases import add_purchases
from marketplace.loading.reader import read_folder
from marketplace.loading.rebuild import Copy, rebuild
from marketplace.loading.report import LoadReport, PartReport, What
from marketplace.progress import Progress

__all__ = [
    "AS_OF",
    "SCALES",
    "BadRow",
    "BadRows",
    "Copy",
    "LoadRefused",
    "LoadReport",
    "PartReport",
    "Progress",
    "ScaleName",
    "What",
    "add_purchases",
    "is_empty",
    "load",
    "read_folder",
    "rebuild",
]
