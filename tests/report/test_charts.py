"""Charts: honest lengths from zero, every number told in text."""

from __future__ import annotations

import re

from dossierkit.report.charts import chart, charts
from dossierkit.report.sheet import Bar, Bars, Pillar, Pillars, Tile, Tiles


def rects(made: str) -> list[dict[str, str]]:
    return [dict(re.findall(r'(\w+)="([^"]*)"', one)) for one in re.findall(r"<rect [^>]*>", made)]


def test_bars_begin_at_zero_and_are_as_long_as_their_numbers() -> None:
    made = chart(Bars("Value", (Bar("a", (200.0,), "200"), Bar("b", (50.0,), "50"))))
    assert [(one["x"], one["width"]) for one in rects(made)] == [("0", "100"), ("0", "25")]
    assert '<span class="label"><bdi>b</bdi></span>' in made
    assert '<span class="text">50</span>' in made


def test_parts_stand_side_by_side_with_a_legend() -> None:
    made = chart(Bars("People", (Bar("a", (1.0, 0.0, 3.0), "1 of 4"),), ("x", "y", "z")))
    parts = [(one["class"], one["x"], one["width"]) for one in rects(made)[3:]]
    assert parts == [("part-0", "0", "25"), ("part-2", "25", "75")]
    assert re.findall(r"</svg>(\w)</li>", made) == ["x", "y", "z"]


def test_negative_bars_go_left_of_a_line() -> None:
    made = chart(Bars("Prices", (Bar("a", (3.0,), "+3 %"), Bar("b", (-1.0,), "-1 %"))))
    assert [(one["class"], one["x"], one["width"]) for one in rects(made)] == [
        ("part-0", "25", "75"),
        ("part-minus", "0", "25"),
    ]
    assert made.count('<line class="zero" x1="25"') == 2


def test_bars_of_nothing_are_no_bars() -> None:
    assert rects(chart(Bars("Nothing", (Bar("a", (0.0,), "0"),)))) == []


def pillars(*values: tuple[str, tuple[int, int], tuple[int, int]]) -> str:
    return chart(
        Pillars("Won", tuple(Pillar(*one) for one in values), ("first", "again"), ("gone", "lost"))
    )


def test_pillars_stand_on_the_line_and_hang_below_it() -> None:
    made = pillars(("2025-12", (2, 1), (0, 0)), ("2026-01", (0, 0), (0, 3)))
    drawn = rects(made)[4:]
    first, again, lost = ((float(one["y"]), float(one["height"])) for one in drawn)
    assert first[1] == 2 * again[1]
    assert lost[1] == first[1] + again[1]
    assert first[0] + first[1] == lost[0]
    assert again[0] + again[1] == first[0]
    assert re.findall(r'class="count"[^>]*>(\d+)', made) == ["3", "3"]
    assert re.findall(r'class="axis[^>]*>(\w+)', made) == ["Dec", "2025", "Jan", "2026"]


def test_pillars_tell_their_numbers_to_whoever_can_t_see_them() -> None:
    made = pillars(("2025 Q4", (2, 1), (0, 0)), ("2026 Q1", (0, 0), (0, 0)))
    assert 'role="img"' in made
    assert "<title>Won</title><desc>2025 Q4: 2 first, 1 again</desc>" in made


def test_many_years_are_not_all_named() -> None:
    made = pillars(*((str(year), (1, 0), (0, 0)) for year in range(1990, 2027)))
    named = re.findall(r'class="axis"[^>]*>(\d+)', made)
    assert (named[:2], len(named)) == (["1990", "1993"], 13)


def test_pillars_stay_low_however_much_there_is() -> None:
    made = pillars(("2026", (900, 0), (0, 600)))
    [height] = re.findall(r'<svg role="img" width="100%" height="([\d.]+)"', made) or ["0"]
    heights = [float(one["height"]) for one in rects(made)[4:]]
    assert sum(heights) == 150
    assert float(height) < 260


def test_key_figures_with_the_year_before() -> None:
    made = chart(Tiles("Key", (Tile("orders", "15", "6"), Tile("people", "29", ""))))
    assert '<dt>orders</dt><dd class="figure">15</dd>' in made
    assert made.count("a year before: 6") == 1


def test_without_pictures_there_is_nothing() -> None:
    assert charts(()) == ""
