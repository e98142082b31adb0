"""The packaged country facts, and the script that makes them."""

import importlib.util
import json
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import available_timezones

import pytest

from dossierkit.book import countries
from dossierkit.book.countries import CountryFacts, country_codes, country_facts

SCRIPT = Path(__file__).parents[2] / "scripts" / "country_facts.py"
MON, FRI, SAT, SUN = 0, 4, 5, 6


def facts(code: str) -> CountryFacts:
    found = country_facts(code)
    assert found is not None
    return found


@pytest.mark.parametrize("code", ["de", "DE", "De", " de "])
def test_any_case_of_a_code_is_accepted(code: str) -> None:
    assert facts(code).name == "Germany"


@pytest.mark.parametrize("code", ["", "xx", "deu", "zz", "aq"])
def test_an_unknown_code_has_no_facts(code: str) -> None:
    assert country_facts(code) is None


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("de", {SAT, SUN}),
        ("sa", {FRI, SAT}),
        ("eg", {FRI, SAT}),
        ("bd", {FRI, SAT}),
        ("ae", {SAT, SUN}),
        ("in", {SUN}),
        ("ir", {FRI}),
        ("bn", {FRI, SUN}),
    ],
)
def test_weekends(code: str, days: set[int]) -> None:
    assert facts(code).weekend == days


@pytest.mark.parametrize(
    ("code", "currency"),
    [("bg", "EUR"), ("hr", "EUR"), ("us", "USD"), ("ls", "LSL"), ("pa", "PAB"), ("sl", "SLE")],
)
def test_currency_is_todays_legal_tender(code: str, currency: str) -> None:
    assert facts(code).currency == currency


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("de", "de"), ("no", "no"), ("br", "pt"), ("sa", "ar"), ("in", "hi en"),
        ("sg", "en zh ms ta"), ("hk", "zh en"), ("us", "en"), ("cn", "zh"),
        ("ch", "de fr it rm"), ("tw", "zh"), ("mo", "zh pt"), ("ng", "en"),
    ],
)  # fmt: skip
def test_languages_begin_with_the_most_written(code: str, spoken: str) -> None:
    assert facts(code).languages == tuple(spoken.split())


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("us", "America/New_York"), ("cn", "Asia/Shanghai"), ("ru", "Europe/Moscow"),
        ("br", "America/Sao_Paulo"), ("au", "Australia/Sydney"), ("ca", "America/Toronto"),
        ("mx", "America/Mexico_City"), ("id", "Asia/Jakarta"), ("kz", "Asia/Almaty"),
        ("ua", "Europe/Kyiv"), ("xk", "Europe/Belgrade"),
    ],
)  # fmt: skip
def test_the_main_zone_comes_first(code: str, zone: str) -> None:
    assert facts(code).timezones[0] == zone


def test_zones_of_one_clock_are_named_once() -> None:
    assert "America/Detroit" not in facts("us").timezones
    assert {"America/Chicago", "America/Phoenix"} < set(facts("us").timezones)


@pytest.mark.parametrize(("code", "calling"), [("xk", "+383"), ("de", "+49"), ("ca", "+1")])
def test_calling_codes(code: str, calling: str) -> None:
    assert facts(code).calling_code == calling


def test_every_country_is_complete() -> None:
    assert {"de", "xk", "hk", "ps", "tw"} < country_codes()
    zones = available_timezones()
    for code in country_codes():
        row = facts(code)
        assert all(row), row
        assert row.code == code == code.lower()
        assert set(row.timezones) <= zones
        assert len(row.currency) == 3
        assert row.gdp_per_head % 100 == 0
        assert MON not in row.weekend


def test_the_file_is_small_and_says_where_it_is_from() -> None:
    text = Path(countries.__file__).with_name("countries.json").read_text(encoding="utf-8")
    assert len(text.encode()) < 100_000
    data = json.loads(text)
    assert "cldr-core" in data["source"]
    assert date.fromisoformat(data["date"]) >= date(2026, 1, 1)
    assert list(data["countries"]) == sorted(data["countries"])


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("country_facts", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ZONE_TAB = "# made up\nBG\t+4241+02319\tEurope/Sofia\nAQ\t-7750+16636\tAntarctica/McMurdo\n"
SUPPLEMENT: dict[str, Any] = {
    "territoryInfo": {
        "BG": {
            "_gdp": "214100000000",
            "_population": "6782660",
            "languagePopulation": {
                "bg": {"_populationPercent": "100", "_officialStatus": "official"},
                "en": {"_populationPercent": "25"},
            },
        },
        "AQ": {"_gdp": "1", "_population": "300"},
    },
    "currencyData": {
        "region": {
            "BG": [
                {"EUR": {"_from": "2026-01-01"}},
                {"BGN": {"_from": "1999-07-05", "_to": "2026-01-31"}},
            ]
        }
    },
    "weekData": {"weekendStart": {"001": "sat"}, "weekendEnd": {"001": "sun"}},
}


@pytest.fixture
def cldr(tmp_path: Path) -> Path:
    (tmp_path / "supplemental").mkdir()
    (tmp_path / "package.json").write_text('{"version": "0.1"}')
    for name, content in SUPPLEMENT.items():
        path = tmp_path / "supplemental" / f"{name}.json"
        path.write_text(json.dumps({"supplemental": {name: content}}))
    return tmp_path


def test_the_script_gives_the_same_bytes_again(script: ModuleType, cldr: Path) -> None:
    first, again = (script.dump(script.build(cldr, ZONE_TAB, date(2026, 11, 21))) for _ in range(2))
    assert first == again
    made = json.loads(first)
    assert made["source"]["cldr-core"] == "0.1"
    assert list(made["countries"]) == ["bg"], "Antarctica has no calling code"
    assert made["countries"]["bg"] == {
        "name": "Bulgaria",
        "name-zh": "保加利亚",
        "languages": ["bg"],
        "currency": "EUR",
        "timezones": ["Europe/Sofia"],
        "calling-code": "+359",
        "population": 6782660,
        "gdp-per-head": 31600,
        "weekend": ["sat", "sun"],
    }


def test_the_currency_is_that_of_the_day(script: ModuleType, cldr: Path) -> None:
    made = script.build(cldr, ZONE_TAB, date(2025, 12, 31))
    assert made["countries"]["bg"]["currency"] == "BGN"
    with pytest.raises(ValueError, match="no currency of BG"):
        script.build(cldr, ZONE_TAB, date(1800, 1, 1))
