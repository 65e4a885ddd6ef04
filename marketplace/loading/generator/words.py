"""The words a grown marketplace is named with: series, finishes with their colours, workshops, and sentences."""

from __future__ import annotations

SERIES = (
    "Tideline", "Harbour", "Orchard", "Heron", "Lantern", "Meadow", "Quarry", "Saltmarsh", "Thistle", "Winterlight",
    "Fernhill", "Bramble", "Cinder", "Dovecote", "Estuary", "Foxglove", "Granary", "Hollow", "Inlet", "Juniper",
    "Kestrel", "Larkspur", "Millrace", "Nightjar", "Oatfield", "Pebble", "Quince", "Rookery", "Sorrel", "Tamarisk",
    "Undertow", "Vesper", "Wayside", "Yarrow", "Almanac", "Beacon", "Copse", "Drover", "Eventide", "Fallow", "Gable",
    "Hedgerow", "Islet", "Kiln Road", "Lowland", "Morning", "Northbound", "Oxbow", "Parlour", "Quayside", "Ridgeway",
    "Sundial", "Towpath", "Upland", "Verge", "Wharf", "Acorn", "Barley", "Curlew", "Dusk", "Elder", "Ferry", "Gorse",
    "Hazel", "Ivy Lane", "Kelp", "Limewash", "Moorland", "Nettle", "Old Pier", "Plover", "Rainfall", "Sandbar",
    "Teasel", "Valley", "Willowherb", "Alder", "Bluff", "Clover", "Drift", "Early Frost", "Flint", "Glen", "Heath",
    "Knoll", "Linden", "Mistle", "Overcast", "Pasture", "Reed", "Slate Roof", "Tinder", "Vine", "Wren", "Ash Key",
    "Backwater", "Coppice", "Dew Pond", "Farrow", "Goosefoot",
)  # fmt: skip

_CLAY = (
    ("Oatmeal", "#d9cbb0"), ("Celadon", "#a9c4a4"), ("Tenmoku", "#4a342a"), ("Ash White", "#e6e2d8"),
    ("Iron Red", "#8f4632"), ("Cobalt", "#34507d"), ("Moss", "#77804f"), ("Chun Blue", "#8fa9bd"), ("Shino", "#e0b99a"),
    ("Slate", "#5d6468"),
)  # fmt: skip
_TIMBER = (
    ("Oak", "#b58b5a"), ("Walnut", "#654330"), ("Ash", "#d3b98c"), ("Cherry", "#9c5a3c"), ("Maple", "#dcc099"),
    ("Elm", "#a5764a"), ("Beech", "#cda577"), ("Olive Wood", "#8d7140"), ("Sycamore", "#e2d2b2"),
    ("Bog Oak", "#37302b"),
)  # fmt: skip
_DYE = (
    ("Indigo", "#33466b"), ("Madder", "#a4493d"), ("Weld", "#c9a83f"), ("Undyed", "#e4dac6"), ("Charcoal", "#46464a"),
    ("Heather", "#8d7a97"), ("Lichen", "#97a079"), ("Rust", "#a85a35"), ("Fog", "#b3b9ba"), ("Sea Green", "#4f7f78"),
)  # fmt: skip
_HIDE = (
    ("Chestnut", "#7b4528"), ("Tan", "#b9814f"), ("Black", "#2b2827"), ("Oxblood", "#692c2b"), ("Olive", "#6a6a42"),
    ("Natural", "#d6b48b"), ("Whisky", "#a8622f"), ("Navy", "#2f3a52"), ("Cognac", "#95522d"),
    ("Moss Green", "#4f5a3d"),
)  # fmt: skip
_METAL = (
    ("Silver", "#b9bdbf"), ("Brass", "#b8923f"), ("Copper", "#b0683f"), ("Blackened", "#3a3a3c"), ("Bronze", "#8a6a3b"),
    ("Moonstone", "#cfd6dd"), ("Garnet", "#7a2732"), ("Brushed", "#9aa0a3"), ("Verdigris", "#5f8f82"),
    ("Hammered", "#8f8a80"),
)  # fmt: skip
_GLASS = (
    ("Clear", "#dfe9ea"), ("Smoke", "#8b8f91"), ("Amber", "#c58a3a"), ("Bottle Green", "#5d7d63"), ("Aqua", "#9cc5c4"),
    ("Cranberry", "#a3425a"), ("Opal", "#ece8e1"), ("Sapphire", "#3f5f96"), ("Honey", "#d9aa55"), ("Lilac", "#b9a6c6"),
)  # fmt: skip
_INK = (
    ("Prussian", "#2c4563"), ("Sepia", "#6b4d37"), ("Vermilion", "#c4492f"), ("Ink Black", "#25262a"),
    ("Ochre", "#c3903d"), ("Sage", "#8a9b7c"), ("Rose", "#c98a8b"), ("Teal", "#3f7575"), ("Cream", "#ede3ce"),
    ("Plum", "#62405c"),
)  # fmt: skip
_SCENT = (
    ("Cedar", "#8f6a4a"), ("Lavender", "#9c8fb5"), ("Rosemary", "#6f8465"), ("Bergamot", "#d2b04c"),
    ("Sea Salt", "#c6d3d6"), ("Fig Leaf", "#6d7f5b"), ("Beeswax", "#dcae57"), ("Vetiver", "#7d7a58"),
    ("Orange Peel", "#cf7f3a"), ("Unscented", "#efe7d8"),
)  # fmt: skip

FINISHES: dict[str, tuple[tuple[str, str], ...]] = {
    "ceramics": _CLAY, "wood": _TIMBER, "weaving": _DYE, "knitwear": _DYE, "leather": _HIDE, "jewellery": _METAL,
    "glass": _GLASS, "metalwork": _METAL, "basketry": _DYE, "paper": _INK, "candles_soap": _SCENT, "prints": _INK,
    "toys": _TIMBER,
}  # fmt: skip
"""What a craft's pieces come in, each with the colour its picture is drawn in."""

WORKSHOPS: dict[str, tuple[str, ...]] = {
    "ceramics": ("Pottery", "Clay", "Stoneware", "Kiln", "Ceramics", "Wheelhouse"),
    "wood": ("Woodwork", "Turnery", "Joinery", "Timber", "Carving", "Bench"),
    "weaving": ("Weavers", "Loom", "Textiles", "Weaving Shed", "Cloth", "Warp & Weft"),
    "knitwear": ("Knits", "Wool", "Knitwear", "Yarn", "Needles", "Stitch Room"),
    "leather": ("Leather", "Saddlery", "Hide & Thread", "Leatherworks", "Tannery", "Strap Shop"),
    "jewellery": ("Jewellery", "Silver", "Bench", "Goldsmiths", "Adornments", "Stone & Silver"),
    "glass": ("Glass", "Hot Shop", "Glassworks", "Studio Glass", "Furnace", "Lampwork"),
    "metalwork": ("Forge", "Ironworks", "Smithy", "Metal", "Anvil", "Hammer & Tongs"),
    "basketry": ("Baskets", "Willow", "Basketry", "Rushwork", "Withies", "Cane"),
    "paper": ("Bindery", "Paper", "Press & Fold", "Books", "Papermill", "Folio"),
    "candles_soap": ("Soap", "Candles", "Chandlery", "Apothecary", "Soapworks", "Wax"),
    "prints": ("Press", "Prints", "Print Room", "Editions", "Linocuts", "Etching Studio"),
    "toys": ("Toys", "Playthings", "Toymakers", "Nursery Works", "Woodentops", "Toy Bench"),
}

OPENINGS = (
    "{article} {form} from the {series} series, {technique} in {material} and finished in {finish}.",
    "The {series} series began with one {form}; this is the {finish} one, {technique} and heavier than it looks.",
    "{Technique} {material}, {finish} all over, with the plain edge that marks the {series} pieces.",
    "Made in small batches for the {series} series: a {form} in {finish}, {technique}, no two quite the same.",
    "For {use}: a {form} in {finish}, {technique} in {material}, and named {series} after the view from the bench.",
    "We made the first {series} {form} as a present and were asked for more. This one is {finish}, {technique}.",
)
MIDDLES = (
    "It is meant for {use}, and does not mind being used every day.",
    "Good for {use}; better after a year of it.",
    "People buy it for {use} and keep it for everything else.",
    "The size was settled by trying it out for {use} through a whole winter.",
    "{Material} wears in rather than out, which matters for {use}.",
)
CLOSINGS = (
    "Signed underneath with a small {mark}.",
    "A faint {mark} on the back says which of us made it.",
    "Each is numbered, and the number is kept with a {mark} in the order book.",
    "Look for the {mark} near the edge: it is left there on purpose.",
    "Comes wrapped in paper with a {mark} stamped on it.",
    "If it ever breaks, the {mark} tells us which batch to match.",
    "",
)
MARKS = ("leaf", "wave", "star", "bird", "knot", "feather", "crescent", "seed", "thumbprint", "arrow", "bee", "wheel")
