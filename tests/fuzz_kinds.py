"""The kinds of input of the search: how each is made, and what is done with it. All of it is SYNTHETIC."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import traceback
from collections import Counter
from typing import TYPE_CHECKING, Any

import polars as pl

import spreiding as sp
from spreiding.cli import main
from spreiding.words.refusal import in_language

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Attempt = Callable[[], Any]
    Inputs = Iterator[tuple[Path | None, Attempt]]

#: Names that break careless pages, files and readers.
NAMES = ["Noord", "</script><b>", "=1+1", "a\u2028b", '\'t Hof "x"', "Ω" * 40, "x;y", "é\u0301", "%s {0} { $n }", "-"]
#: Numbers that break careless readers of binary files.
SIZES = [b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00", b"\x80\x80\x80\x80\x08", b"\xfe\xff\xff\xff\x0f"]
SIGNS = [
    b'"',
    b";",
    b",",
    b"\r",
    b"\n",
    b"\0",
    b"\x0b",
    "\u2028".encode(),
    b"\xff",
    b"\xc3",
    b"'",
    b"[",
    b"{",
    b"1e999",
]


class DifferenceError(AssertionError):
    """Two readers of one file tell different things."""


def tried(attempt: Attempt) -> tuple[str, str]:
    """Return what came of an input."""
    try:
        attempt()
    except sp.InvalidInputError as error:
        return refused(error)
    except DifferenceError as error:
        return "difference", str(error)
    except BaseException:  # noqa: BLE001
        return "traceback", traceback.format_exc()[-700:]
    return "answer", ""


def refused(error: sp.InvalidInputError) -> tuple[str, str]:
    """Return the code of a refusal, which must have one, and a sentence in either language."""
    try:
        told = [in_language(error, lang) for lang in ("nl", "en")]
    except Exception:  # noqa: BLE001
        return "traceback", f"{error.code}: {traceback.format_exc()[-500:]}"
    return ("refused", error.code) if error.code and all(told) else ("traceback", f"no code: {error}")


def mutated(whole: bytes, draw: random.Random) -> bytes:
    """Return a file with bytes changed, doubled, put in, taken out or cut off."""
    made = bytearray(whole)
    for _ in range(draw.choice([1, 1, 1, 2, 4, 9])):
        if len(made) < 4:
            break
        # The end of Parquet and ZIP holds most sizes.
        at = draw.randrange(len(made)) if draw.random() < 0.6 else max(len(made) - 1 - draw.randrange(900), 0)
        match draw.randrange(8):
            case 0:
                made[at] ^= 1 << draw.randrange(8)
            case 1:
                made[at] = draw.randrange(256)
            case 2:
                del made[at : at + draw.randrange(1, 40)]
            case 3:
                made[at : at + 4] = draw.choice(SIZES)
            case 4:
                made[at:at] = draw.choice(SIGNS)
            case 5:
                made[at:at] = made[at : at + draw.randrange(1, 200)]
            case 6:
                end = draw.randrange(len(made))
                made[at:at] = made[end : end + draw.randrange(1, 60)]
            case _:
                made = made[: max(at, 4)] + (made[-8:] if draw.random() < 0.5 else b"")
    return bytes(made)


def records(draw: random.Random, rows: int, areas: int = 9) -> pl.DataFrame:
    """Return made-up records."""
    days = [f"2016-{1 + draw.randrange(12):02}-{1 + draw.randrange(28):02}" for _ in range(rows)]
    return pl.DataFrame(
        {
            "date": pl.Series(days, dtype=pl.String).str.to_date(),
            "area": [f"E{draw.randrange(areas)}" for _ in range(rows)],
            "group": [draw.choice(["UMO", "x", None]) for _ in range(rows)],
            "dwelling_id": [f"{i:016}" for i in range(rows)],
            "rent": [draw.randrange(300, 700) + 0.5 for _ in range(rows)],
        }
    )


GROUPS: Any = {"code": ["UMO", "x"], "main_group": ["a", "b"]}


def counted(path: Path) -> Counter[str]:
    """Return rentals per area, as the library reads them."""
    counts = sp.count(sp.read_rentals(path, groups=GROUPS)).to_polars()
    totals = counts.group_by("area").agg(pl.col("rentals").max())
    return Counter({str(area): int(n) for area, n in totals.iter_rows() if n})


def compare(path: Path, other: Callable[[], list[Any]]) -> None:
    """Compare the records per area with those of another reader, where it reads the file and its codes are plain."""
    own = counted(path)
    try:
        areas = other()
    except BaseException:  # noqa: BLE001  the other refuses: nothing to compare with
        return
    if all(isinstance(area, str) and area.isalnum() and area.isascii() for area in areas) and own != Counter(areas):
        raise DifferenceError(f"own {dict(own)}, other {dict(Counter(areas))}")


def parquet_files(draw: random.Random, folder: Path) -> Inputs:
    """Parquet written in several ways, against pyarrow and polars."""
    import pyarrow.parquet as pq

    hows: list[dict[str, Any]] = [
        {"compression": "none"},
        {"compression": "snappy", "use_dictionary": False},
        {"compression": "zstd", "data_page_version": "2.0", "row_group_size": 50},
        {"compression": "gzip", "use_dictionary": False, "column_encoding": {"area": "DELTA_BYTE_ARRAY"}},
        {"compression": "brotli"},
        {"compression": "lz4", "data_page_size": 200, "write_page_checksum": True},
    ]
    path = folder / "a.parquet"
    while True:
        pq.write_table(records(draw, draw.randrange(1, 300)).to_arrow(), path, **draw.choice(hows))
        whole = path.read_bytes()
        for _ in range(20):
            path.write_bytes(mutated(whole, draw))
            readers: list[Attempt] = [
                lambda: compare(path, lambda: pq.read_table(path, columns=["area"]).column(0).to_pylist()),
                lambda: compare(path, lambda: pl.read_parquet(path, columns=["area"]).to_series().to_list()),
                lambda: sp.read_stock(path, stock="rent"),
                lambda: sp.check(path, lang="nl").ok,
            ]
            yield path, draw.choice(readers)


def text_files(draw: random.Random, folder: Path) -> Inputs:
    """CSV in several dialects and encodings, against the reader of Python's own library."""
    path = folder / "a.csv"
    while True:
        frame = records(draw, draw.randrange(1, 120))
        mark = draw.choice(",;\t")
        text = frame.write_csv(separator=mark, quote_style=draw.choice(["always", "necessary"]))
        whole = text.encode(draw.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
        for _ in range(20):
            path.write_bytes(mutated(whole, draw))

            def other(mark: str = mark) -> list[Any]:
                rows = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=mark, strict=True)
                return [row["area"] for row in rows if any(row.values())]

            readers: list[Attempt] = [
                lambda: compare(path, other),
                lambda: sp.read_stock(path, stock="rent"),
                lambda: sp.check(path, lang="en").ok,
            ]
            yield path, draw.choice(readers)


def square(x: int, code: str, name: str) -> dict[str, Any]:
    """Return a feature."""
    ring = [[4.8 + x / 100, 52.3], [4.81 + x / 100, 52.3], [4.81 + x / 100, 52.31], [4.8 + x / 100, 52.31]]
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"type": "Feature", "properties": {"code": code, "naam": name, "gebied": "G1"}, "geometry": geometry}


def boundaries(draw: random.Random, folder: Path) -> Inputs:
    """GeoJSON with bytes changed, and with values of the tree exchanged for others."""
    path = folder / "a.geojson"
    odd = [None, True, -1, 1e308, 2**70, "", "x", [], {}, [[]], [None], {"type": "Point", "coordinates": [4.9, 52.3]}]
    while True:
        features = [square(x, f"E{x}", draw.choice(NAMES)) for x in range(draw.randrange(1, 6))]
        tree = {"type": "FeatureCollection", "features": features}
        for _ in range(20):
            if draw.random() < 0.2:
                path.write_bytes(mutated(json.dumps(tree).encode(), draw))
            else:
                made = json.loads(json.dumps(tree))
                place: Any = made
                while isinstance(place, dict | list) and place:
                    key = draw.choice(list(place) if isinstance(place, dict) else range(len(place)))
                    if draw.random() < 0.08 or not isinstance(place[key], dict | list):
                        place[key] = draw.choice(odd)
                        break
                    place = place[key]
                path.write_text(json.dumps(made))

            def read() -> None:
                areas = sp.read_areas(path, name="naam", parent=draw.choice([None, "gebied"]))
                areas.problems()
                sp.neighbours(areas)
                str(areas.to_geojson())

            yield path, read


def workbooks(draw: random.Random, folder: Path) -> Inputs:
    """Workbooks: the archive damaged, or a part of it with its checksum right."""
    import zipfile

    path = folder / "a.xlsx"
    while True:
        records(draw, draw.randrange(1, 60)).write_excel(path)
        whole = path.read_bytes()
        for _ in range(15):
            if draw.random() < 0.3:
                path.write_bytes(mutated(whole, draw))
            else:
                with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(path, "w") as new:
                    chosen = draw.choice(old.namelist())
                    for name in old.namelist():
                        content = old.read(name)
                        new.writestr(name, mutated(content, draw) if name == chosen else content)
            yield path, draw.choice(table_readers(path))


def table_readers(path: Path) -> list[Attempt]:
    """What reads a table of records: as records, and as a stock."""
    return [
        lambda: sp.read_rentals(path, groups=GROUPS).to_polars(),
        lambda: sp.read_stock(path, stock="rent").to_polars(),
    ]


def spss_files(draw: random.Random, folder: Path) -> Inputs:
    """SPSS files."""
    import pyreadstat

    path = folder / "a.sav"
    while True:
        frame = records(draw, draw.randrange(1, 60)).with_columns(pl.col("group").fill_null(""))
        pyreadstat.write_sav(frame.to_pandas(), str(path))
        whole = path.read_bytes()
        for _ in range(15):
            path.write_bytes(mutated(whole, draw))
            yield path, draw.choice(table_readers(path))


def neighbour_files(draw: random.Random, folder: Path) -> Inputs:
    """Neighbours as GAL."""
    path = folder / "a.gal"
    while True:
        n = draw.randrange(2, 9)
        areas = sp.Areas.from_tiles([f"E{i}" for i in range(n)], [f"E{i}" for i in range(n)], range(n), [0] * n)
        sp.neighbours(areas).to_gal(path)
        whole = path.read_bytes()
        for _ in range(20):
            path.write_bytes(mutated(whole, draw))
            yield path, lambda: str(sp.Neighbours.from_gal(path))


def command(*arguments: str) -> None:
    """Run a command in this process: the status must tell findings from faults, and nothing may be a traceback."""
    told = io.StringIO()
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(io.StringIO()):
        try:
            status = main(list(arguments))
        except SystemExit as end:  # argparse
            status = int(end.code or 0) if isinstance(end.code, int | None) else 2
    assert status in {0, 1, 2}, (status, told.getvalue()[-400:])
    assert "Traceback" not in told.getvalue(), told.getvalue()[-400:]
    if status == 2:
        assert told.getvalue().strip(), "bad input without a word"
        raise sp.InvalidInputError(told.getvalue(), code="command")


STUDY = """[study]
title = "Synthetisch"

[records]
files = ["r.csv"]
period = [2016-01-01, 2016-12-31]
groups = "harmonised"

[stock]
files = ["s.csv"]
"""


def study_files(draw: random.Random, folder: Path) -> Inputs:
    """Study files: bytes changed, and keys with values of another kind."""
    path = folder / "a.toml"
    records(draw, 200).with_columns(group=pl.lit("UMO")).write_csv(folder / "r.csv")
    pl.DataFrame({"area": [f"E{i}" for i in range(9)], "stock": [100] * 9}).write_csv(folder / "s.csv")
    values = ["1", "-1", '""', '"x"', "[]", "{}", "true", "2016-01-01", "1e400", "nan", '["a", 1]', "[[1]]"]
    while True:
        lines = STUDY.splitlines()
        if draw.random() < 0.5:
            at = draw.choice([i for i, line in enumerate(lines) if "=" in line])
            lines[at] = lines[at].split("=")[0] + "= " + draw.choice(values)
            made = "\n".join(lines).encode()
        else:
            made = mutated("\n".join(lines).encode(), draw)
        path.write_bytes(made)
        yield path, lambda: command("check", str(path), "--lang", draw.choice(["nl", "en"]))


#: Further columns of records, with values that may stand in them.
FURTHER = {
    "corporation": ["Stichting A", "B", "</script>", ""],
    "channel": ["advertentie", "direct", ""],
    "first_letting": ["ja", "nee", ""],
    "dwelling_id": ["1", "2", "3", "45", ""],
    "rent": ["500", "1785,50", "", "0"],
    "main_group": ["met begeleiding", "statushouders", ""],
}


def pages(draw: random.Random, folder: Path) -> Inputs:
    """Pages of small studies of any shape, in every form, protected and not."""
    number = 0
    while True:
        number += 1
        place = folder / str(number)
        place.mkdir()
        n, months = draw.choice([1, 2, 3, 8, 30, 120]), draw.choice([1, 6, 12, 24])
        codes = [f"E{i:02}" for i in range(n)]
        groups = draw.choice([["UMO"], ["UMO", "SMU"], ["UMO", "SMU", "Statushouder regulier", "Noodsituatie medisch"]])
        share, apart = draw.choice([0.0, 0.02, 0.3, 1.0]), draw.random() < 0.2  # areas that are all or nothing
        more = {name: values for name, values in FURTHER.items() if draw.random() < 0.4}
        rows = [";".join(["date;area;group", *more])]
        for _ in range(draw.choice([1, 20, 400, 3000])):
            month = draw.randrange(months)
            code = draw.choice(codes)
            given = int(code[1:]) % 4 == 0 if apart else draw.random() < share
            group = draw.choice(groups) if given else ""
            rows.append(f"{2016 + month // 12}-{1 + month % 12:02}-{1 + draw.randrange(28):02};{code};{group}")
            rows[-1] += "".join(f";{draw.choice(values)}" for values in more.values())
        (place / "r.csv").write_text("\n".join(rows) + "\n")
        last = f"{2016 + (months - 1) // 12}-{1 + (months - 1) % 12:02}-28"
        study = ["[study]", f"title = {json.dumps(draw.choice(NAMES))}", "[records]", 'files = ["r.csv"]']
        study += [f"period = [2016-01-01, {last}]", 'groups = "harmonised"']
        if draw.random() < 0.7:
            stock = "".join(f"{code};{draw.choice([0, 4000, 9000])}\n" for code in codes)
            (place / "s.csv").write_text("area;stock\n" + stock)
            study += ["[stock]", 'files = ["s.csv"]']
        if draw.random() < 0.6:
            tree = [square(x, code, draw.choice(NAMES)) for x, code in enumerate(codes)]
            (place / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": tree}))
            study += ["[areas]", 'file = "a.geojson"', 'name = "naam"']
            study += ['parents = { gebied = "gebied" }'] if draw.random() < 0.5 else []
        study += ["[report]", 'by = "year"'] if months > 12 and draw.random() < 0.7 else []
        (place / "e.toml").write_text("\n".join(study) + "\n")
        out = draw.choice(["x.html", "x.html", "x.xlsx", "map/"])
        words = ["--unprotected"] if draw.random() < 0.5 else []
        yield (
            place / "e.toml",
            lambda place=place, out=out, words=words: command(
                "report", str(place / "e.toml"), "--out", str(place / out), "--lang", draw.choice(["nl", "en"]), *words
            ),
        )


KINDS: dict[str, Callable[[random.Random, Path], Inputs]] = {
    "csv": text_files,
    "parquet": parquet_files,
    "geojson": boundaries,
    "workbook": workbooks,
    "spss": spss_files,
    "study": study_files,
    "gal": neighbour_files,
    "pages": pages,
}
