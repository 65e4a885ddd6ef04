"""A trial's results as HTML: shares with their intervals on one scale, tables, and what they mean in words."""

from __future__ import annotations

from marketplace.trials.models import Comparison, Group, Rate, Results, Trial
from marketplace.trials.statistics import CONFIDENCE, POWER
from marketplace.ui.html import esc
from marketplace.ui.tables import Cell, table_html
from marketplace.ui.trials import named
from marketplace.ui.wording import count, time_html

ENDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
"""Where a scale may end."""

GROUPS: dict[Group, str] = {"shoppers": "Real shoppers", "visitors": "Simulated visitors"}
MEASURES = {"clicked": "Clicked on something shown", "bought": "Bought something shown, within seven days"}


def percent(share: float | None, digits: int = 1) -> str:
    """ "12.3 %"; a dash for none."""
    return "–" if share is None else f"{100 * share:.{digits}f} %"


def points(difference: float) -> str:
    """A difference of shares: "+2.1 points"."""
    return f"{100 * difference:+.1f} points".replace("-", "−")


def people(pair: tuple[int, int] | None) -> str:
    """A number for each arm, the control's first; one where they are the same."""
    if pair is None:
        return "no number is enough"
    return f"{pair[0]:,}" if pair[0] == pair[1] else f"{pair[0]:,} and {pair[1]:,}"


def state_html(trial: Trial) -> str:
    """Which trial it is, and since when it runs or ran."""
    ended = "and runs" if trial.stopped_at is None else f"and was stopped {time_html(trial.stopped_at)}"
    return (
        f'<p class="am-lead"><b>{esc(trial.name)}</b>: {esc(named(trial.control))} against '
        f"{esc(named(trial.challenger))}, which serves {trial.share:.0%} of the shoppers. Trial {trial.id} began "
        f"{time_html(trial.started_at)} {ended}.</p>"
    )


def whose(results: Results) -> str:
    """Whose figures these are, and whose they are not."""
    if not results.people and not results.others:
        return "Nobody has been shown the shelf yet."
    made_up = results.group == "visitors"
    mine, theirs = ("simulated visitor", "real shopper") if made_up else ("real shopper", "simulated visitor")
    said = (
        f"These figures are of {count(results.people, mine)} alone{', whose likings are made up' if made_up else ''}."
    )
    if results.others:
        return f"{said} {count(results.others, theirs)} {'is' if results.others == 1 else 'are'} kept apart."
    return f"{said} No real shopper has been shown the shelf yet." if made_up else said


def chart_html(results: Results, measure: str) -> str:
    """Both arms' shares as dots with their 95 % intervals, on one scale that begins at nought."""
    rates = [(named(arm.arm), arm.clicked if measure == "clicked" else arm.bought) for arm in results.arms]
    highest = max((rate.high for _, rate in rates if rate.of), default=1.0)
    end = next(end for end in ENDS if end >= min(highest, 1.0))
    rows = "".join(_row(name, rate, end) for name, rate in rates)
    ticks = "".join(f"<span>{percent(end * part, 0 if end >= 0.1 else 1)}</span>" for part in (0, 0.5, 1))
    said = ". ".join(f"{name} {_in_words(rate)}" for name, rate in rates)
    return (
        f'<div class="am-chart"><h3>{esc(MEASURES[measure])}</h3></div>'
        f'<div class="am-intervals" role="img" aria-label="{esc(f"{MEASURES[measure]}: {said}.")}">{rows}'
        f'<div class="am-scale" aria-hidden="true"><span></span><div>{ticks}</div><span></span></div></div>'
    )


def _row(name: str, rate: Rate, end: float) -> str:
    drawn = ""
    if rate.value is not None:
        places = f"--low:{rate.low / end:.2%};--high:{min(rate.high / end, 1):.2%};--at:{rate.value / end:.2%}"
        drawn = f'<i class="am-reach" style="{places}"></i><b class="am-dot" style="{places}"></b>'
    return f'<div><span>{esc(name)}</span><div class="am-track">{drawn}</div><span>{percent(rate.value)}</span></div>'


def _in_words(rate: Rate) -> str:
    if rate.value is None:
        return "has served nobody yet"
    return f"{percent(rate.value)}, between {percent(rate.low)} and {percent(rate.high)}"


def arms_html(results: Results) -> str:
    """The charts' twin: people of each arm, and shares with intervals."""
    simulated = results.group == "visitors"
    rows: list[list[Cell]] = []
    for arm in results.arms:
        cells: list[Cell] = [named(arm.arm), arm.people, *([] if simulated else [arm.guests])]
        for rate in (arm.clicked, arm.bought):
            interval = f"{percent(rate.low)} to {percent(rate.high)}" if rate.of else "–"
            cells += [rate.hits, percent(rate.value), interval]
        rows.append(cells)
    return table_html(
        [
            "Arm",
            *(["Simulated visitors"] if simulated else ["Shoppers", "of them guests"]),
            *("Clicked", "Share", "95 %", "Bought", "Share" if simulated else "Share but for guests", "95 %"),
        ],
        rows,
        caption=f"{GROUPS[results.group]} by arm, and what they did",
        seen=True,
    )


def raw_html(results: Results) -> str:
    """What was counted, before it is people."""
    rows: list[list[Cell]] = [
        [named(arm.arm), arm.impressions, arm.clicks, arm.purchases, arm.returns] for arm in results.arms
    ]
    return table_html(
        ["Arm", "Products shown", "Clicks", "Products bought", "of them cancelled"],
        rows,
        caption=f"What was counted of {GROUPS[results.group].lower()}: a product once a day and person",
        seen=True,
    )


def compared_html(results: Results) -> str:
    """The differences, and how many people it takes to know."""
    challenger = named(results.trial.challenger)
    rows: list[list[Cell]] = []
    for each in (results.clicked, results.bought):
        if each.difference is None or each.low is None or each.high is None or each.p_value is None:
            rows.append([MEASURES[each.measure], *["–"] * 5])
            continue
        rows.append(
            [
                MEASURES[each.measure],
                points(each.difference),
                f"{points(each.low).removesuffix(' points')} to {points(each.high)}",
                "< .001" if each.p_value < 0.001 else f"{each.p_value:.3f}".removeprefix("0"),
                people(each.wanted),
                people(each.missing) if each.missing else "–",
            ]
        )
    return table_html(
        [
            "Measure",
            f"{challenger}, more or less",
            "95 %",
            "p",
            f"An arm needs for {points(results.least)}",
            "Still to come",
        ],
        rows,
        caption=f"The difference, and the {_who(results, None)} it takes to know",
        seen=True,
    )


def verdict(results: Results, each: Comparison) -> str:
    """In a sentence, what can be said by one measure."""
    challenger, control = named(results.trial.challenger), named(results.trial.control)
    if each.difference is None or each.low is None or each.high is None:
        return f"There is nothing to compare yet: it takes {_who(results, each)} in both arms."
    between = f"between {points(each.low)} and {points(each.high)}"
    decided = each.low > 0 or each.high < 0
    if decided:
        better = challenger if each.low > 0 else control
        said = f"{better} does better; the challenger’s difference is {between}."
    else:
        said = f"No difference can be told: it may be anything {between}."
    if each.missing is None:
        missing = f"No number of {_who(results, each)} can show so large a difference from where the control stands."
    elif any(each.missing):
        # Who looks before there are enough is easily fooled, by a clear difference most of all.
        missing = (
            f"{'That is early to say' if decided else 'It is early'}: to find {points(results.least)} in {POWER:.0%} "
            f"of trials it takes {each.missing[0]:,} more "
            f"{_who(results, each)} for {control} and {each.missing[1]:,} more for {challenger}."
        )
    else:
        missing = f"There are {_who(results, each)} enough to find {points(results.least)} in {POWER:.0%} of trials."
    return f"{said} {missing}"


def _who(results: Results, each: Comparison | None) -> str:
    if results.group == "visitors":
        return "simulated visitors"
    # Guests cannot order.
    return "signed-in shoppers" if each and each.measure == "bought" else "shoppers"


PEEKING = (
    "Decide beforehand how many people it shall have, and look at the p-value then. Whoever stops as soon as p falls "
    f"below {1 - CONFIDENCE:.2f} finds a difference in far more than {1 - CONFIDENCE:.0%} of trials with none: "
    "each look is another chance to be fooled."
)


def mismatch_text(results: Results) -> str:
    """What a split that is not as meant says."""
    control, challenger = results.arms
    name = "simulated visitor" if results.group == "visitors" else "shopper"
    return (
        f"{count(control.people, name)} to {challenger.people:,}, where {1 - results.trial.share:.0%} to "
        f"{results.trial.share:.0%} was meant: by chance that is less than one in a thousand. Some were lost on the "
        "way to an arm, or counted for one alone. Find out why before you believe anything below."
    )
