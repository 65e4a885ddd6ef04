"""What goes with what: the table that lets one purchase lead to the next."""

from __future__ import annotations

GOES_WITH: dict[str, tuple[str, ...]] = {
    "teapot": ("mug", "plate", "tray", "tea_towel"), "mug": ("teapot", "plate", "spoon"),
    "bowl": ("spoon", "plate", "wooden_bowl"), "plate": ("bowl", "table_runner", "tumbler"),
    "vase": ("botanical_print", "glass_vase", "planter"), "jar": ("spoon", "soap_bar"),
    "planter": ("hook", "botanical_print", "round_basket"), "tile": ("trivet", "hook"),
    "cutting_board": ("knife", "tea_towel", "bread_basket"), "wooden_bowl": ("spoon", "bowl", "bread_basket"),
    "spoon": ("wooden_bowl", "jar", "cutting_board"), "box": ("ring", "necklace", "earrings"),
    "candlestick": ("taper", "table_runner", "fire_poker"), "stool": ("cushion", "rug"),
    "mirror": ("wall_hanging", "hair_pin", "stool"), "rolling_pin": ("tea_towel", "pan", "bread_basket"),
    "scarf": ("hat", "mittens", "brooch"), "throw": ("cushion", "rug", "knitted_blanket"),
    "rug": ("cushion", "throw", "lampshade"), "cushion": ("throw", "rug", "stool"),
    "table_runner": ("candlestick", "plate", "tumbler"), "tea_towel": ("cutting_board", "mug", "rolling_pin"),
    "tote": ("market_basket", "key_fob", "sketchbook"), "wall_hanging": ("woven_lamp", "abstract_print", "mirror"),
    "sweater": ("hat", "socks", "scarf"), "hat": ("mittens", "cowl", "scarf"), "mittens": ("hat", "cowl", "socks"),
    "socks": ("slippers", "mittens", "gift_set"), "shawl": ("brooch", "earrings", "hair_pin"),
    "cowl": ("hat", "mittens"), "knitted_blanket": ("rattle", "animal", "cushion"), "slippers": ("socks", "bath_salts"),
    "wallet": ("key_fob", "belt"), "handbag": ("wallet", "scarf", "key_fob"), "belt": ("wallet", "sandals"),
    "satchel": ("notebook_cover", "journal", "wallet"), "key_fob": ("wallet", "hook"),
    "tool_roll": ("knife", "spoon"), "notebook_cover": ("journal", "sketchbook", "stationery"),
    "sandals": ("straw_hat", "market_basket", "belt"),
    "ring": ("earrings", "bracelet", "box"), "earrings": ("necklace", "ring", "hair_pin"),
    "necklace": ("earrings", "pendant", "box"), "bracelet": ("ring", "necklace"), "brooch": ("shawl", "scarf"),
    "pendant": ("earrings", "necklace"), "cufflinks": ("wallet", "belt"), "hair_pin": ("earrings", "mirror"),
    "tumbler": ("pitcher", "table_runner", "bottle_opener"), "glass_vase": ("vase", "suncatcher"),
    "pitcher": ("tumbler", "tray"), "paperweight": ("stationery", "journal"), "ornament": ("paper_ornament", "taper"),
    "glass_bowl": ("tumbler", "table_runner"), "lampshade": ("woven_lamp", "rug"),
    "suncatcher": ("moon_print", "glass_vase"),
    "knife": ("cutting_board", "tool_roll", "pan"), "hook": ("key_fob", "tea_towel"), "trivet": ("pan", "teapot"),
    "lantern": ("pillar_candle", "paper_lantern"), "bottle_opener": ("tumbler", "wallet"),
    "fire_poker": ("lantern", "laundry_basket"), "bell": ("ornament", "lantern"), "pan": ("trivet", "knife", "spoon"),
    "round_basket": ("throw", "planter"), "market_basket": ("tote", "straw_hat", "bread_basket"),
    "tray": ("teapot", "tumbler", "pitcher"), "woven_lamp": ("lampshade", "wall_hanging"),
    "straw_hat": ("sandals", "market_basket"), "laundry_basket": ("soap_bar", "tea_towel"),
    "bread_basket": ("cutting_board", "tea_towel"), "backpack_basket": ("straw_hat", "knife"),
    "journal": ("notebook_cover", "stationery", "sketchbook"), "card": ("stationery", "letterpress_print", "card"),
    "album": ("paper_box", "card"), "paper_box": ("card", "ornament"), "paper_lantern": ("lantern", "paper_ornament"),
    "paper_ornament": ("ornament", "card"), "sketchbook": ("journal", "tool_roll"), "stationery": ("card", "journal"),
    "soap_bar": ("bath_salts", "shampoo_bar", "soap_bar"), "pillar_candle": ("lantern", "candlestick"),
    "jar_candle": ("wax_melt", "bath_salts"), "taper": ("candlestick", "table_runner"),
    "shampoo_bar": ("soap_bar", "hair_pin"), "bath_salts": ("soap_bar", "jar_candle"), "wax_melt": ("jar_candle",),
    "gift_set": ("card", "soap_bar"),
    "landscape_print": ("bird_print", "botanical_print"), "bird_print": ("botanical_print", "landscape_print"),
    "botanical_print": ("vase", "bird_print"), "city_print": ("abstract_print", "letterpress_print"),
    "abstract_print": ("city_print", "wall_hanging"), "fish_print": ("landscape_print", "moon_print"),
    "moon_print": ("bird_print", "suncatcher"), "letterpress_print": ("card", "city_print"),
    "animal": ("doll", "blocks", "rattle"), "train": ("blocks", "animal"), "doll": ("animal", "knitted_blanket"),
    "puzzle": ("blocks", "stacker"), "stacker": ("rattle", "blocks"), "rattle": ("stacker", "knitted_blanket"),
    "kite": ("train", "puzzle"), "blocks": ("train", "puzzle"),
}  # fmt: skip

USED_UP = frozenset(
    {"soap_bar", "shampoo_bar", "bath_salts", "wax_melt", "jar_candle", "pillar_candle", "taper", "card", "stationery"}
)
"""What one buys again; of everything else a shopper buys a product once."""

IN_SETS = USED_UP | {"mug", "plate", "bowl", "tumbler", "tea_towel", "cushion", "hook", "ornament", "paper_ornament"}
"""What one buys two or three of."""
