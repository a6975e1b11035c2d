"""The border between Python and the core: Ctrl-C, forks, threads, panics, and numbers that no type holds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import numpy as np
import polars as pl
import pytest

import spreiding as sp
from spreiding import _core
from spreiding.base.errors import FaultError
from spreiding.disclosure.solver import Program
from spreiding.words.refusal import in_language

#: Work of minutes, by the kernel that does it; each starts after a line on stdout.
LONG = {
    "classes": "_core.classify(numbers(400_000), 'fisher_jenks', 200)",
    "spread": "_core.spread_simulate(group, total, False, 'gini', 0.5, 'hypergeometric', 1, 0, 10**8)",
    "mix": "_core.mix_simulate([group, total - group], 'multigroup_entropy', False, 1, 0, 10**8)",
    "permutations": "sample().permuted('moran', 1, 0, 10**8)",
    "local permutations": "sample().conditional(1, 20_000_000, True)",
    "leave one out": "fit('ols', 'hc3', 60_000).leave_one_out()",
    "leave one out of a logit": "fit('betabinomial', 'classical', 2_900).leave_one_out()",
    "simulated betas": "fit('ols', 'classical', 2_900).simulated_betas(m(2_900), 0, False, 10**8, 1)",
    "smooth": "_core.smooth(numbers(800_000) % 97, numbers(800_000) % 97 + pl.arange(1, 800_001, eager=True), 'ml', 0.95)",
}
SETUP = """
import polars as pl
from spreiding import _core
def numbers(n): return (pl.arange(0, n, eager=True) * 7919 % 1_000_003).cast(pl.Float64)
total = (numbers(3_000) % 50 + 100).floor(); group = (numbers(3_000) % 23).floor()
def m(n): return (numbers(n) % 9 + 20).floor()
def sample():
    n = 3_000; at = pl.arange(0, n, eager=True).cast(pl.UInt32)
    focal = pl.concat([at, at]); near = pl.concat([(at + 1) % n, (at + 7) % n]).cast(pl.UInt32)
    weight = (pl.arange(0, 2 * n, eager=True) % 3 + 1).cast(pl.Float64)
    return _core.Sample(numbers(n), _core.Weights.from_pairs(n, focal, near, weight))
def fit(model, covariance, n):
    y = (numbers(n) % 19).floor() / m(n)
    trials = None if model == 'ols' else ('m', m(n))
    x = [('x', numbers(n)), ('z', numbers(n) % 13)]
    return _core.regress(model, ('y', y), x, None, None, trials, None, covariance, intercept=True, level=0.95)
print('ready', flush=True)
try:
    {work}
except KeyboardInterrupt:
    print('stopped', flush=True)
"""


def need_an_end(code, after):
    """Assert that Ctrl-C, so many seconds after work has begun, ends it without a word on stderr."""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"ready\n"
        time.sleep(after)
        assert process.poll() is None, process.communicate()
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert (out, err) == (b"stopped\n", b"")


@pytest.mark.parametrize("kernel", LONG)
def test_ctrl_c_ends_work_of_minutes(kernel):
    code = SETUP.replace("{work}", LONG[kernel])
    need_an_end(code, after=1.5)


#: Synthetic counts of many areas in gebieden, which take many seconds to protect: linear and integer programs of HiGHS.
PROTECTION = """
import random, sys
import polars as pl
import spreiding as sp
chance, rows = random.Random(0), []
for i in range(9_000):
    n = min(int(chance.paretovariate(1.2) * 12), 2_000)
    kinds = chance.choices("abcd", [7, 4, 17, 72], k=n)
    names = zip(("met_begeleiding", "zonder_begeleiding", "statushouders"), "abc")
    rows += [(f"w{i}", f"g{i % 450}", name, kinds.count(k), n) for name, k in names]
table = pl.DataFrame(rows, schema=["area", "gebied", "group", "allocations", "rentals"], orient="row")
above = table.group_by("gebied", "group", maintain_order=True).agg(pl.col("allocations", "rentals").sum())
frames = table.drop("gebied"), above.rename({"gebied": "area"})
shares = [sp.shares(sp.Counts.from_frame(frame, group="group")) for frame in frames]
hierarchy = {"area": dict(table.select("area", "gebied").rows())}
print("ready", flush=True)
try:
    sp.protect(shares, hierarchy=hierarchy)
    print("done", flush=True)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


@pytest.mark.parametrize("after", [0.5, 2.5])
def test_ctrl_c_ends_protection(after):
    need_an_end(PROTECTION, after=after)


def test_a_program_that_is_given_up_on_a_thread_leaves_its_error_to_the_caller():
    # What HiGHS does on its thread is waited for; a fault there is no silence here.
    program = Program.of_rows(np.zeros(600), np.ones(600), [([(0, 1.0)], 0.0, 1.0)])
    assert program.minimise(dict.fromkeys(range(600), 1.0)).cost == 0
    asked = program._asked[False]  # noqa: SLF001
    asked.solver = None
    with pytest.raises(AttributeError):
        asked._run()  # noqa: SLF001


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_is_refused_at_once_and_told_what_to_do():
    code = """
import os, signal, sys
import polars as pl
from spreiding import _core
x, n = pl.Series([1.0, 2.0]), pl.Series([3.0, 4.0])
_core.smooth(x, n, "ml", 0.95)
child = os.fork()
if not child:
    signal.alarm(20)
    for work in (lambda: _core.smooth(x, n, "ml", 0.95), lambda: _core.share_intervals(x, n, "wilson", 0.95)):
        try:
            work()
        except RuntimeError as error:
            print("spawn" in str(error), flush=True)
    os._exit(0)
_, status = os.waitpid(child, 0)
print(status, _core.smooth(x, n, "ml", 0.95)[0] > 0, flush=True)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["True", "True", "0", "True"], done


#: What stands first in a process that forks: a few shares, and each public thing that is tried in the child.
SHARES = """
import os, signal, sys
import spreiding as sp
from spreiding import count, report, shares
counts = sp.Counts.from_frame({"area": ["A", "B"], "allocations": [1, 2], "rentals": [3, 4]})
found = shares(counts)
records = {"date": ["2016-05-01"], "area": ["E16"], "group": ["UMO"]}
tried = (
    lambda: shares(counts), lambda: sp.Counts.from_frame({"area": ["A"], "allocations": [1], "rentals": [3]}),
    lambda: count(sp.read_rentals(records)), lambda: sp.read_rentals(records), lambda: counts.roll_up("city"),
    lambda: found.to_dicts(), lambda: sp.table(found), lambda: report(sp.examples.amsterdam_2016_2017(), "x.html"),
    lambda: sp.protect(found), lambda: sp.spread(counts), lambda: sp.regress({"x": [1, 2, 4], "y": [1, 2, 3]}, "y", "x"),
)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_public_functions_refuse_in_a_forked_process(tmp_path):
    """By whatever name they are held: they would wait for threads of polars that a fork does not copy."""
    code = (
        SHARES
        + """
child = os.fork()
if not child:
    signal.alarm(20)
    for work in tried:
        try:
            work()
        except RuntimeError as error:
            print("spawn" in str(error), flush=True)
    os._exit(0)
_, status = os.waitpid(child, 0)
print(status, len(tried), shares(counts).total.rentals, flush=True)
"""
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=90, check=False, cwd=tmp_path
    )
    *refused, status, tried, rentals = done.stdout.split()
    assert (status, rentals) == ("0", "7"), done
    assert refused == ["True"] * int(tried), done


def test_work_may_start_in_a_process_forked_before_any():
    code = """
import os, sys
import polars as pl
from spreiding import _core
child = os.fork()
if not child:
    found = _core.smooth(pl.Series([1.0, 2.0]), pl.Series([3.0, 4.0]), "ml", 0.95)
    os._exit(0 if found[0] > 0 else 1)
print(os.waitpid(child, 0)[1])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.split() == ["0"], done


def test_results_are_the_same_from_one_to_sixteen_threads():
    code = SETUP.replace(
        "{work}",
        "print(_core.spread_simulate(group, total, False, 'gini', 0.5, 'hypergeometric', 1, 0, 99).to_list(),"
        "sample().permuted('geary', 1, 0, 333), sample().conditional(1, 99, True).rows(),"
        "_core.smooth(group, total, 'ml', 0.95)[:4], _core.classify(numbers(20_000), 'fisher_jenks', 7)[0],"
        "fit('betabinomial', 'classical', 400).summary(), fit('ols', 'hc3', 3_000).leave_one_out().rows()[::97])",
    )
    outs = set()
    for threads in ("1", "2", "3", "16"):
        environment = os.environ | {"RAYON_NUM_THREADS": threads}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)
        outs.add(done.stdout)
    (out,) = outs
    assert len(out) > 1_000


@pytest.mark.parametrize("long_work", [False, True])
def test_a_panic_is_a_fault_of_the_library_and_silent(long_work, capfd):
    with pytest.raises(FaultError, match=r"fault of the library.*border\.rs.*report") as caught:
        _core.panic_on_purpose(long_work)
    assert isinstance(caught.value, RuntimeError)
    assert not isinstance(caught.value, sp.InvalidInputError)
    assert capfd.readouterr() == ("", "")


def test_errors_of_the_core_carry_a_code_and_their_data():
    with pytest.raises(sp.InvalidInputError) as caught:
        _core.share_intervals(pl.Series([3.0]), pl.Series([2.0]), "wilson", 0.95)
    error = caught.value
    assert error.code == "part-exceeds-whole"
    assert error.data["part"] == "3"
    codes = dict(_core.error_codes())
    assert set(codes["part-exceeds-whole"]) == {"row", "column", "part", "of", "whole"}
    assert all(code == code.lower() and " " not in code for code in codes)


def test_an_error_of_the_core_is_shown_in_either_language():
    with pytest.raises(sp.InvalidInputError) as caught:
        _core.share_intervals(pl.Series([3.0]), pl.Series([2.0]), "wilson", 0.95)
    assert all("3" in in_language(caught.value, lang) for lang in ("nl", "en"))


COLUMN = pl.Series([1.0, 2.0, 4.0])


@pytest.mark.parametrize("wrong", [-1, 2**70, 1.5, "many", None])
@pytest.mark.parametrize(
    "call",
    [
        lambda k: _core.classify(COLUMN, "fisher_jenks", k),
        lambda k: _core.weights_by_nearest(COLUMN, COLUMN, pl.Series([0, 1, 2], dtype=pl.UInt32), k),
        lambda k: _core.spread_simulate(COLUMN, COLUMN + 1, False, "gini", 0.5, "binomial", k, 0, 9),
        lambda k: _core.mix_simulate([COLUMN, COLUMN], "multigroup_gini", False, 1, 0, k),
    ],
)
def test_whole_numbers_that_no_type_holds_are_refused(call, wrong):
    with pytest.raises(sp.InvalidInputError, match="must be a whole number"):
        call(wrong)


HUGE = pl.Series([1e300, 2e300, 4e300])


@pytest.mark.parametrize(
    "call",
    [
        lambda: _core.classify(HUGE, "fisher_jenks", 2),
        lambda: _core.classify(HUGE, "std_mean", 2),
        lambda: _core.weights_by_distance(HUGE, HUGE, 1.0),
        lambda: _core.spread_value(COLUMN, HUGE, False, "gini", 0.5),
        lambda: _core.smooth(COLUMN, HUGE, "ml", 0.95),
        lambda: _core.funnel(COLUMN, pl.Series([float("inf")] * 3), 0.5, (0.95, 0.998)),
        lambda: _core.shares(COLUMN, HUGE, HUGE, "wilson", 0.95),
        lambda: _core.nested_entropy([COLUMN, HUGE], [0, 0, 1], 2),
        lambda: _core.split_product(COLUMN, HUGE, COLUMN, COLUMN, "log"),
        lambda: _core.regress(
            "ols", ("y", COLUMN), [("x", HUGE)], None, None, None, None, "classical", intercept=True, level=0.95
        ),
        lambda: _core.regress(
            "probit", ("y", COLUMN), [("x", COLUMN)], None, None, None, None, "classical", intercept=True, level=0.95
        ),
    ],
)
def test_numbers_at_the_edge_are_refused(call):
    with pytest.raises(sp.InvalidInputError):
        call()
