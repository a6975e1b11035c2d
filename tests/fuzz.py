"""Search for what brings the library down: mutants of files of every kind, and pages of small studies of any shape.

    python3 tasks.py fuzz --minutes 10            all kinds in turn
    python tests/fuzz.py --minutes 2 --kind csv   one kind; --seed starts elsewhere

Each batch runs in a process of its own, with a limit on memory, so that an abort or a hang is seen and named. What is
found is kept in target/fuzz. Exit status 1 where there is an abort, a hang, a traceback or a difference.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

TOP = Path(__file__).parents[1]
sys.path.insert(0, str(Path(__file__).parent))
#: Inputs of a batch, seconds for one of them (of the processor, where the system tells; else of the clock), and bytes.
BATCH, PATIENCE, MEMORY = 60, 60, 4 << 30
#: As many times longer may pass by the clock: the machine may be busy with other things.
BUSY = 10
OUTCOMES = ("answer", "refused", "traceback", "difference", "hang", "abort")


def batch(kind: str, seed: int, size: int) -> None:
    """Try the inputs of a batch; a line before and after each, so that the parent knows where one ended."""
    import resource  # not on Windows

    import fuzz_kinds

    if kind != "pages":  # the renderer of charts reserves more than any machine has
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as folder:
        inputs = fuzz_kinds.KINDS[kind](random.Random(f"{kind} {seed}"), Path(folder))
        for number in range(size):
            path, attempt = next(inputs)
            print(json.dumps({"start": number, "path": str(path)}), flush=True)
            outcome, told = fuzz_kinds.tried(attempt)
            if outcome not in {"answer", "refused"}:
                kept(kind, seed, number, path)
            print(json.dumps({"outcome": outcome, "told": told}), flush=True)


def kept(kind: str, seed: int, number: int, path: Path | None) -> None:
    """Keep the file of an input that brought something down."""
    if path is not None and path.is_file():
        folder = TOP / "target" / "fuzz"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{kind}-{seed}-{number}{path.suffix}").write_bytes(path.read_bytes())


def worked(process: int) -> float:
    """Return the seconds that a process has had of the processor; that of the clock where the system does not tell."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return time.monotonic()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def command(kind: str, seed: int, size: int) -> list[str]:
    """Return what starts a batch."""
    return [sys.executable, __file__, "--batch", kind, "--seed", str(seed), "--size", str(size)]


def run(kind: str, seed: int, size: int = BATCH) -> tuple[Counter[str], list[str]]:
    """Run a batch in a process of its own; return how often each outcome came, and what was wrong."""
    found, wrong, at = Counter[str](), [], -1
    with (
        tempfile.TemporaryDirectory() as folder,
        (Path(folder) / "out").open("w+") as out,
        (Path(folder) / "err").open("w+") as errors,
        (Path(folder) / "out").open() as told_by,
        subprocess.Popen(command(kind, seed, size), stdout=out, stderr=errors, start_new_session=True) as process,
    ):
        last, spent, held = time.monotonic(), worked(process.pid), ""
        while True:
            ended = process.poll() is not None
            *lines, held = (held + told_by.read()).split("\n")
            for line in lines:
                last, spent, told = time.monotonic(), worked(process.pid), json.loads(line)
                if "start" in told:
                    at = told["start"]
                    continue
                found[told["outcome"]] += 1
                if told["outcome"] not in {"answer", "refused"}:
                    wrong.append(f"{kind} seed {seed} input {at}: {told['outcome']}: {told['told']}")
            if ended:
                break
            waited = time.monotonic() - last
            if waited > PATIENCE * BUSY or (waited > PATIENCE and worked(process.pid) - spent > PATIENCE):
                os.killpg(process.pid, signal.SIGKILL)
                found["hang"] += 1
                wrong.append(f"{kind} seed {seed} input {at}: no answer in {PATIENCE} s")
                break
            time.sleep(0.02)
        process.wait()
        errors.seek(0)
        printed = errors.read()
        if process.returncode and not found["hang"]:
            found["abort"] += 1
            wrong.append(f"{kind} seed {seed} input {at}: ended with {process.returncode}: {printed[-600:]}")
        elif "panicked" in printed:
            found["abort"] += 1
            wrong.append(f"{kind} seed {seed}: a panic was printed: {printed[-600:]}")
    return found, wrong


def search(minutes: float, kinds: list[str], seed: int) -> int:
    """Try batches of each kind in turn until the time is over, and print a table."""
    end, found, wrong = time.monotonic() + 60 * minutes, {kind: Counter[str]() for kind in kinds}, []
    while time.monotonic() < end:
        for kind in kinds:
            if time.monotonic() > end:
                break
            more, faults = run(kind, seed)
            found[kind] += more
            wrong += faults
            for fault in faults:
                print(fault, flush=True)
        seed += 1
    print(f"{'kind':<10}{'inputs':>8}" + "".join(f"{name:>12}" for name in OUTCOMES))
    for kind, counts in found.items():
        print(f"{kind:<10}{sum(counts.values()):>8}" + "".join(f"{counts[name]:>12}" for name in OUTCOMES))
    print(f"next seed: {seed}")
    return 1 if wrong else 0


if __name__ == "__main__":
    import fuzz_kinds

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--kind", choices=list(fuzz_kinds.KINDS), action="append")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--batch", choices=list(fuzz_kinds.KINDS), help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=BATCH, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.batch:
        batch(options.batch, options.seed, options.size)
    else:
        sys.exit(search(options.minutes, options.kind or list(fuzz_kinds.KINDS), options.seed))
