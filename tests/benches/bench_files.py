"""Files that offices keep and tables of an engine, beside what reads them alone: fastexcel, pyreadstat, DuckDB, polars.

Run: ``python tests/benches/bench_files.py``; ROWS (10 million) is the number of records for the engine, SMALL (100,000)
that of the workbook and the SPSS file, LINES (5 million) that of the CSV. All data is synthetic. The best of three
times counts; a route of ours is compared with the one that stands after it.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

from _measure import folder, main

if TYPE_CHECKING:
    from pathlib import Path

ROWS, SMALL, LINES = (
    int(os.environ.get(name, number))
    for name, number in (("ROWS", 10_000_000), ("SMALL", 100_000), ("LINES", 5_000_000))
)
#: Spark is left out where it is not installed (``requirements-spark.lock``).
SPARK = find_spec("pyspark") is not None
AS = {"groups": {"code": [f"code {i:02}" for i in range(20)], "main_group": [f"g{i % 3}" for i in range(20)]}}
GROUP = "case when i % 10 < 3 then 'code ' || lpad((i % 20)::varchar, 2, '0') end"
TABLE = f"""select date '2016-01-01' + (i * 7919 % 547)::int as date, 'E' || (i * 31 % 500) as area,
  {GROUP} as "group", (i % 900 + 100)::double as rent from range({{rows}}) t(i)"""  # noqa: S608  made up


def write(place: Path) -> None:
    """Write the same synthetic records as Parquet, CSV, workbook and SPSS file."""
    import duckdb
    import pyreadstat
    import xlsxwriter

    made = duckdb.connect()
    made.sql(f"copy ({TABLE.format(rows=ROWS)}) to '{place}/records.parquet'")
    made.sql(f"copy ({TABLE.format(rows=LINES)}) to '{place}/records.csv' (delimiter ';')")
    small = made.sql(TABLE.format(rows=SMALL)).pl()
    book = xlsxwriter.Workbook(place / "records.xlsx", {"constant_memory": True, "default_date_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, small.columns)
    for row, values in enumerate(small.iter_rows(), 1):
        sheet.write_row(row, 0, values)
    book.close()
    pyreadstat.write_sav(small.to_pandas().fillna({"group": ""}), place / "records.sav")


def ours(name: str):
    def route():
        import spreiding as sp

        return lambda: sp.count(sp.read_rentals(folder() / name, **AS), level="sub").to_polars().height

    return route


def workbook_alone():
    import fastexcel

    return lambda: (
        fastexcel.read_excel(folder() / "records.xlsx").load_sheet(0, schema_sample_rows=None).to_polars().height
    )


def spss_alone():
    import pyreadstat

    return lambda: len(pyreadstat.read_sav(str(folder() / "records.sav"))[0])


def csv_of_polars():
    import polars as pl

    scanned = pl.scan_csv(folder() / "records.csv", separator=";").group_by("area", "group", "date").len()
    return lambda: scanned.collect(engine="streaming").height


def through_duckdb():
    import duckdb

    import spreiding as sp

    made = duckdb.connect()
    return lambda: (
        sp.count(sp.read_rentals(made.sql(f"from '{folder()}/records.parquet'"), **AS), level="sub").to_polars().height
    )


def duckdb_alone():
    import duckdb

    made = duckdb.connect()
    query = f"""select area, "group", date_trunc('month', date) as month, count(*) as n, count(rent) as there,
      count(*) filter (rent < 0) as bad from '{folder()}/records.parquet' group by 1, 2, 3"""  # noqa: S608
    return lambda: made.sql(query).arrow().read_all().num_rows


def ibis_table():
    import ibis

    return ibis.duckdb.connect().read_parquet(folder() / "records.parquet")


def through_ibis():
    import spreiding as sp

    table = ibis_table()
    return lambda: sp.count(sp.read_rentals(table, **AS), level="sub").to_polars().height


def ibis_alone():
    table = ibis_table()
    months = table.mutate(month=table.date.truncate("M"))
    counted = months.group_by("area", "group", "month").agg(
        n=months.count(), there=months.rent.count(), bad=months.count(where=months.rent < 0)
    )
    return lambda: counted.to_pyarrow().num_rows


def spark_table():
    import spreiding as sp

    options = {"spark.ui.enabled": "false", "spark.log.level": "OFF", "spark.sql.shuffle.partitions": "2"}
    return sp.spark_session("local[2]", options=options).read.parquet(str(folder() / "records.parquet"))


def through_spark():
    import spreiding as sp

    table = spark_table()
    return lambda: sp.count(sp.read_rentals(table, **AS), level="sub").to_polars().height


def spark_alone():
    from pyspark.sql import functions as f

    table = spark_table()  # Before the functions, which need a session.
    keys = ("area", "group", f.trunc("date", "MM").alias("month"))
    counts = (f.count("*").alias("n"), f.count("rent").alias("there"), f.count_if(f.col("rent") < 0).alias("bad"))
    # A new query each time: Spark keeps what one has shuffled, and would count nothing the second time.
    return lambda: table.groupBy(*keys).agg(*counts).toArrow().num_rows


PAIRS = [
    ("workbook", "spreiding, read and counted", ours("records.xlsx"), "fastexcel, read alone", workbook_alone),
    ("SPSS", "spreiding, read and counted", ours("records.sav"), "pyreadstat, read alone", spss_alone),
    ("CSV", "spreiding, read, checked and counted", ours("records.csv"), "polars, streaming group_by", csv_of_polars),
    ("DuckDB", "spreiding through DuckDB", through_duckdb, "DuckDB, group by alone", duckdb_alone),
    ("Ibis", "spreiding through Ibis", through_ibis, "Ibis on DuckDB, group by alone", ibis_alone),
    *([("Spark", "spreiding through Spark", through_spark, "Spark, group by alone", spark_alone)] if SPARK else []),
]

if __name__ == "__main__":
    every = {f"{kind}: {name}": route for kind, a, mine, b, peer in PAIRS for name, route in ((a, mine), (b, peer))}
    main("Files and engines", every, next(iter(every)), times=3, write=write)
