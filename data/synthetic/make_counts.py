# ruff: noqa: INP001  a script beside its output
"""Find the synthetic counts: integers per wijk that agree with everything the 2018 note prints.

Run ``python data/synthetic/make_counts.py`` (needs scipy). It reads the published tables of ``data/published`` and
writes ``amsterdam_2016_2017_wijk.csv`` beside itself. SYNTHETIC: the note prints eleven wijken; every other number per
wijk is one of very many that would agree with it; none says anything about a real place.

Step 1 finds allocations, rentals and stock per wijk (mixed-integer programme); step 2 divides the allocations over the
three main groups (a second one); step 3 divides over the two periods (cumulative rounding). ``README.md`` of ``data``
lists the rules, where each comes from, and what cannot hold.
"""

from __future__ import annotations

import csv
from itertools import accumulate, pairwise
from pathlib import Path

from programme import Programme

DATA = Path(__file__).resolve().parents[1]

#: Our choice: the nine wijken with the fewest inhabitants on 1 January 2016, Zeeburgereiland (printed) excepted.
LEFT_OUT = {"B10", "E12", "E36", "F11", "F80", "K59", "M50", "N72", "T92"}
#: At most 10 rentals: three are named (line 747), the others are our choice.
SMALL = ("A03", "E22", "F79", "K23", "K46", "K47", "K49", "M58", "N64", "N67", "N73", "T98")
#: Exactly 10, so that "more than 10" and "10 or more" differ.
TEN = "M58"
#: Few rentals (line 217) or few association dwellings: prior of 20.
FEW = {"A00", "A01", "F88", "E43"}
#: Regular lettings in 2016; with the 1618 allocations the share of 2016 is about 30% (line 3).
REGULAR_2016 = 0.644

MAIN_GROUPS = ("met_begeleiding", "zonder_begeleiding", "statushouders")
#: Statushouders in the allocations: mostly (662) or few (666); elsewhere about the half of the city.
STATUS_SHARE = dict.fromkeys(("DX08", "DX16", "DX17"), (0.64, 0.8)) | dict.fromkeys(
    ("DX01", "DX02", "DX10", "DX22"), (0.25, 0.39)
)
#: Met begeleiding in the rentals: highest in West (683), lowest where few go (687), also high in Zuid (695).
MET_SHARE = dict.fromkeys(("DX03", "DX05"), (0.135, 0.2)) | {
    "DX10": (0.108, 0.125),
    "DX12": (0.100, 0.115),
    "DX08": (0.005, 0.03),
    "DX11": (0.005, 0.03),
}
#: The same in wijken (684-688): Tuindorp Nieuwendam, then the Rivierenbuurt, Transvaalbuurt and Haarlemmerbuurt.
MET_SHARE_WIJK = {
    "E16": (0.2, 0.4),
    "E40": (0.2, 0.4),
    "E42": (0.2, 0.4),
    "E75": (0.3, 0.5),
    "N62": (0.17, 0.2),
    "K53": (0.13, 0.16),
    "K54": (0.13, 0.16),
    "M30": (0.13, 0.16),
    "A05": (0.13, 0.16),
}

# Bands with a margin: a share falls in its band whether it is rounded first or not, and whichever side is closed.
RENTAL_BANDS = [(0.001, 0.094), (0.101, 0.244), (0.251, 0.344), (0.351, 0.494), (0.506, 0.93)]
RENTAL_COUNTS = [8, 22, 25, 15, 8]
STOCK_BANDS = [(0.0002, 0.00148), (0.00202, 0.00448), (0.00502, 0.00848), (0.00902, 0.0535)]
STOCK_COUNTS = [24, 25, 24, 17]


def rows(name: str) -> list[dict[str, str]]:
    """Rows of one file of ``data``."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


WIJKEN = [row for row in rows("areas/wijken_2015.csv") if row["code"] not in LEFT_OUT]
WIJKEN.sort(key=lambda row: (row["gebied_code_2015"], row["code"]))
CODES = [row["code"] for row in WIJKEN]
GEBIED = {row["code"]: row["gebied_code_2015"] for row in WIJKEN}
GEBIEDEN = rows("published/implied_intervals_gebied.csv")[:22]
TABLE_1_5 = {row["wijk_code_2015"]: row for row in rows("published/implied_intervals_wijk.csv")}


def of(gebied: str) -> list[str]:
    """Return the listed wijken of a gebied."""
    return [code for code in CODES if GEBIED[code] == gebied]


def stock_total(row: dict[str, str]) -> tuple[int, int]:
    """Bounds of a gebied's stock: the BBGA total of 1-1-2016 where the printed percentage allows it."""
    total, low, high = (int(row[k]) for k in ("bbga_wvoorrbag_20160101", "stock_min", "stock_max"))
    return (total, total) if low <= total <= high else (low, high)


def city() -> dict[str, dict[str, int]]:  # noqa: C901  one rule after another
    """Find allocations, rentals and stock per wijk."""
    model = Programme()
    prior = {c: _prior(c) for c in CODES}
    a = {c: model.integer(1, 140) for c in CODES}
    r = {c: model.integer(2, 10) if c in SMALL else model.integer(11, round(1.6 * prior[c][0])) for c in CODES}
    s = {c: model.integer(round(0.5 * prior[c][1]), round(1.6 * prior[c][1])) for c in CODES}
    band = {c: [model.binary() for _ in RENTAL_BANDS] for c in CODES if c not in SMALL}
    stock_band = {c: [model.binary() for _ in STOCK_BANDS] for c in CODES}

    for row in GEBIEDEN:  # Table 1.2
        inside = of(row["gebied_code_2015"])
        model.between([(1, a[c]) for c in inside], *2 * (int(row["allocations"]),))
        low, half = int(row["rentals_min"]), 2 * int(row["pct_of_rentals"]) + 1
        low += 200 * int(row["allocations"]) == half * low  # a percentage that ends in ,5 is rounded up
        model.between([(1, r[c]) for c in inside], low, int(row["rentals_max"]))
        model.between([(1, s[c]) for c in inside], *stock_total(row))
    model.between([(1, r[c]) for c in CODES], 8340, 8420)  # well inside the 8294-8473 of the city row
    for code, row in TABLE_1_5.items():
        model.between([(1, a[code])], *2 * (int(row["allocations"]),))
        model.between([(1, r[code])], int(row["rentals_min"]), int(row["rentals_max"]))
        model.between([(1, s[code])], int(row["stock_min"]), int(row["stock_max"]))
    model.between([(1, r["E75"])], 24, 24)  # 22 of 24: above 90, below 100
    model.between([(1, r[TEN])], 10, 10)

    for code, choices in band.items():
        model.between([(1, z) for z in choices], 1, 1)
        for z, (low, high) in zip(choices, RENTAL_BANDS, strict=True):
            model.when(z, [(1, a[code]), (-low, r[code])])
            model.when(z, [(-1, a[code]), (high, r[code])])
    for code in SMALL:
        model.between([(1, a[code]), (-0.6, r[code])], -100, 0)
        model.between([(1, a[code])], 1, 10)
    for k, n in enumerate(RENTAL_COUNTS):
        model.between([(1, choices[k]) for choices in band.values()], n, n)
    for code, choices in stock_band.items():
        model.between([(1, z) for z in choices], 1, 1)
        for z, (low, high) in zip(choices, STOCK_BANDS, strict=True):
            model.when(z, [(1, a[code]), (-low, s[code])])
            model.when(z, [(-1, a[code]), (high, s[code])])
    for k, n in enumerate(STOCK_COUNTS):
        model.between([(1, choices[k]) for choices in stock_band.values()], n, n)
    _text(model, band, a, r, s)

    for n, code in enumerate(CODES):  # else near the prior, with some variation
        rentals, stock, share = prior[code]
        model.near([(1, r[code])], rentals, cost=1 / rentals)
        model.near([(1, s[code])], stock, cost=1 / stock)
        model.near([(1, a[code]), (-share * (0.65 + 0.7 * (0.618034 * n % 1)), r[code])], 0, cost=1.5 / rentals)
    x = model.solve(gap=0.36)
    return {c: {"allocations": x[a[c]], "rentals": x[r[c]], "stock": x[s[c]]} for c in CODES}


def _text(model: Programme, band: dict, a: dict, r: dict, s: dict) -> None:  # noqa: C901  one rule after another
    """Add the statements of the running text (line of the note in brackets)."""

    def fixed(codes: str, k: int) -> None:
        for code in codes.split():
            model.between([(1, band[code][k])], 1, 1)

    def at_least(letters: str, k: int, n: int) -> None:
        model.between([(1, z[k]) for code, z in band.items() if code[0] in letters], n, 99)

    fixed("A00 A01 F88 F89", 0)  # 217-219
    model.between([(1, r["F89"])], 100, 480)
    for code in band:  # 217: often few rentals
        if code != "F89":
            model.between([(1, r[code]), (400, band[code][0])], 0, 440)
        if code not in TABLE_1_5 and code not in FEW:  # our choice: no wijk far below its prior elsewhere
            least = 0.5 * _prior(code)[0]
            model.between([(1, r[code]), (least, band[code][0])], least, 1000)
        if code[0] in "EMNT":  # our choice
            model.between([(1, band[code][0])], 0, 0)
    fixed("F76 F78 F86 M33 M35 M51 N63", 1)  # 223-229
    for code, choices in band.items():
        if code[0] == "T" or (code[0] in "FN" and code not in {"F76", "F78", "F86", "N63"}):
            model.between([(1, choices[1])], 0, 0)
    for code, (low, _) in MET_SHARE_WIJK.items():  # room for its allocations met begeleiding
        model.between([(1, a[code]), (-low - 0.06, r[code])], 0, 1000)
    at_least("A", 1, 3)
    at_least("K", 1, 4)
    for letter in "AEFKMNT":  # 233: spread over the city
        at_least(letter, 2, 1)
    at_least("EN", 3, 9)  # 237-239: many in Noord and West
    fixed("E43 E40 E42 E16 E75 M34 M30 F77", 4)
    for code in CODES:  # 273: the five that stand out, and Table 1.5 for 1.1 and 1.2
        if code not in TABLE_1_5:
            model.between([(1, a[code]), (-0.0114, s[code])], -1000, 0)
    for code in CODES:  # leave room for an association stock with plausible turnover
        if code not in TABLE_1_5:
            model.between([(0.06, s[code]), (-1, r[code])], 0, 1e6)
            model.between([(1, r[code]), (-0.001, s[code])], 0, 1e6)


def _prior(code: str) -> tuple[float, float, float]:
    """Rentals, stock and share of rentals if the rest of a gebied were divided by the root of the number of buurten."""
    gebied = next(g for g in GEBIEDEN if g["gebied_code_2015"] == GEBIED[code])
    if code in TABLE_1_5:
        row = TABLE_1_5[code]
        rentals, stock = int(row["rentals_max"]), (int(row["stock_min"]) + int(row["stock_max"])) / 2
        return rentals, stock, int(row["allocations"]) / rentals
    inside = of(GEBIED[code])
    known = [_prior(c) for c in inside if c in TABLE_1_5]
    small = [c for c in inside if c in SMALL]
    size = {row["code"]: int(row["n_buurten"]) ** 0.5 * (0.45 if row["code"] in SMALL else 1) for row in WIJKEN}
    rest = {c: size[c] for c in inside if c not in TABLE_1_5}
    stock = (sum(stock_total(gebied)) / 2 - sum(k[1] for k in known)) * size[code] / sum(rest.values())
    share = int(gebied["allocations"]) / int(gebied["rentals_min"])
    if code in SMALL:
        return 7.0, stock, share
    rentals = int(gebied["rentals_min"]) - sum(k[0] for k in known) - 7 * len(small)
    if code in FEW:
        return 20.0, stock, share
    few = [c for c in rest if c in FEW]
    return (
        (rentals - 20 * len(few)) * size[code] / sum(v for c, v in rest.items() if c not in SMALL and c not in FEW),
        stock,
        share,
    )


def groups(counts: dict[str, dict[str, int]]) -> dict[str, list[int]]:
    """Allocations of every wijk divided over the main groups, as Table 1.1 and chapter 3 say."""
    model = Programme()
    parts = {c: [model.integer(0, v["allocations"]) for _ in MAIN_GROUPS] for c, v in counts.items()}
    for code, v in counts.items():
        model.between([(1, part) for part in parts[code]], *2 * (v["allocations"],))
    totals = [int(row["total"]) for row in rows("published/ois2018_table_1_1.csv")[:3]]
    for k, total in enumerate(totals):
        model.between([(1, part[k]) for part in parts.values()], total, total)
    for row in GEBIEDEN:
        gebied, n = row["gebied_code_2015"], int(row["allocations"])
        rentals = sum(counts[c]["rentals"] for c in of(gebied))
        low, high = STATUS_SHARE.get(gebied, (0.43, 0.58))  # lines 662-668
        model.between([(1, parts[c][2]) for c in of(gebied)], low * n, high * n)
        low, high = MET_SHARE.get(gebied, (0.045, 0.095))  # lines 683-695
        model.between([(1, parts[c][0]) for c in of(gebied)], low * rentals, high * rentals)
        model.between([(1, parts[c][1]) for c in of(gebied)], 0.08 * n, 0.35 * n)
    for code, v in counts.items():  # figure 3.3, lines 684-688
        low, high = MET_SHARE_WIJK.get(code, (0.0, 1.0 if code[0] == "E" or code in SMALL else 0.124))
        model.between([(1, parts[code][0])], low * v["rentals"], high * v["rentals"])
        # else near the division of the city, with some variation
        for k, total in enumerate(totals):
            factor = 0.8 + 0.4 * (0.618034 * (3 * CODES.index(code) + k) % 1)
            share = v["allocations"] * total / sum(totals) * factor
            model.near([(1, parts[code][k])], share, cost=1 / (1 + share))
    x = model.solve(gap=0.02)
    return {code: [x[part] for part in parts[code]] for code in counts}


def spread_out(values: list[int], total: int) -> list[int]:
    """Give each value its part of ``total`` by cumulative rounding: exact in total, within 1 for any run of wijken."""
    edges = [0, *((2 * running * total + sum(values)) // (2 * sum(values)) for running in accumulate(values))]
    return [b - a for a, b in pairwise(edges)]


def main() -> None:
    """Write the table."""
    counts = city()
    parts = groups(counts)
    table = {code: {"code": code, "gebied": GEBIED[code], "stock": v["stock"]} for code, v in counts.items()}
    regular = [v["rentals"] - v["allocations"] for v in counts.values()]
    late = round(sum(regular) * (1 - REGULAR_2016))
    split = {"regular": (regular, late)}
    for k, row in enumerate(rows("published/ois2018_table_1_1.csv")[:3]):
        split[row["category"]] = ([parts[c][k] for c in counts], int(row["y2017_h1"]))
    for name, (values, total) in split.items():
        for code, value, second in zip(counts, values, spread_out(values, total), strict=True):
            table[code] |= {f"{name}_2016": value - second, f"{name}_2017h1": second}
    with (Path(__file__).parent / "amsterdam_2016_2017_wijk.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, next(iter(table.values())), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table.values())


if __name__ == "__main__":
    main()
