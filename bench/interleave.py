#!/usr/bin/python3
"""Runs each job by turns with this program and with its peer, and prints what
they took. Started by bench/run.sh, which builds both.

    interleave.py BINARY READER LEDGER ROSTER ROUNDS

BINARY is the program, READER the Go twin of bench/peers/read.c, LEDGER a ledger
with many members, ROSTER its export as a workbook.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

BUILD = pathlib.Path("build/bench")
PEERS = pathlib.Path("bench/peers")
# The demonstration ledger is billed up to last month.
MONTH = time.strftime("%Y-%m")
# The roster form of both exports.
PROFILE = "member-2018"
# How often a thing that is read in milliseconds is read in one run.
READS = {"search": 200, "open": 10, "page": 200}


@dataclass
class Side:
    """What one of the two took, in seconds and MB, one entry a round or reading."""
    wall: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    memory: int = 0

    def run(self, command):
        """Time a command from start to end."""
        start = time.perf_counter()
        with tempfile.TemporaryFile() as said:
            child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            self.wall.append(time.perf_counter() - start)
            self.cpu.append(usage.ru_utime + usage.ru_stime)
            self.memory = max(self.memory, usage.ru_maxrss // 1024)
            # 1 says that something in the data wants mending: an answer, no failure.
            if child.returncode not in (0, 1):
                said.seek(0)
                sys.exit(f"{command} ended with {child.returncode}:\n{said.read().decode()}")

    def read(self, command):
        """Take the times, in nanoseconds, that a command measured itself."""
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        self.wall += [int(line) / 1e9 for line in out.split()]


def fresh(path, source=None):
    """A path with nothing there, or with a copy of the source, its log folded in."""
    for old in path.parent.glob(path.name + "*"):
        old.unlink()
    if source:
        shutil.copyfile(source, path)
    return str(path)


def whole_jobs(binary, ledger, roster, folder):
    """Jobs timed from outside: name, ours, peer; each makes its own clean start."""
    def ours_import():
        target = fresh(folder / "import.ghtz")
        subprocess.run([binary, "init", target, "--enterprise", "示例机械有限公司", "--union", "示例工会"],
                       check=True, capture_output=True)
        return [binary, "import", roster, "--ledger", target]

    yield ("import", ours_import,
           lambda: ["/usr/bin/python3", str(PEERS / "import.py"), roster, fresh(folder / "import.db")])
    yield ("export",
           lambda: [binary, "export", PROFILE, "--ledger", ledger, "--to", fresh(folder / "ours.xlsx")],
           lambda: [str(BUILD / "export"), ledger, fresh(folder / "peer.xlsx")])
    yield ("bill",
           lambda: [binary, "bill", MONTH, "--ledger", fresh(folder / "ours.ghtz", ledger)],
           lambda: [str(BUILD / "bill"), fresh(folder / "peer.ghtz", ledger), MONTH])


def figures(values):
    """Minimum and median, in the unit that reads well."""
    low, mid = min(values), statistics.median(values)
    return f"{low:8.2f} {mid:8.2f} s " if low >= 0.2 else f"{low * 1000:8.2f} {mid * 1000:8.2f} ms"


def worst(side):
    """The time that 99 of a hundred readings keep to."""
    return sorted(side.wall)[int(len(side.wall) * 0.99)]


def line(name, who, side, ratio=""):
    cpu = figures(side.cpu) if side.cpu else " " * 20
    tail = f"{side.memory} MB" if side.cpu else f"p99 {worst(side) * 1000:.2f} ms"
    print(f"{name:<8} {who:<5} wall {figures(side.wall)}  cpu {cpu}  {tail:<14} {ratio}", flush=True)


def report(name, ours, peer):
    middle = f"{statistics.median(ours.wall) / statistics.median(peer.wall):.2f}x by median"
    if ours.cpu:
        other = f"{min(ours.wall) / min(peer.wall):.2f}x by minimum"
    else:
        # The shortest of many different readings says nothing.
        other = f"{worst(ours) / worst(peer):.2f}x by p99"
    line(name, "ours", ours, f"{other}, {middle}")
    line(name, "peer", peer)


def main():
    binary, reader, ledger, roster, rounds = sys.argv[1:]
    print("            minimum, median over", rounds, "rounds by turns")
    with tempfile.TemporaryDirectory(dir=BUILD) as name:
        folder = pathlib.Path(name)
        for job, ours_command, peer_command in whole_jobs(binary, ledger, roster, folder):
            ours, peer = Side(), Side()
            for _ in range(int(rounds)):
                ours.run(ours_command())
                peer.run(peer_command())
            report(job, ours, peer)
        for job, times in READS.items():
            ours, peer = Side(), Side()
            for _ in range(int(rounds)):
                ours.read([reader, job, ledger, str(times)])
                peer.read([str(BUILD / "read"), job, ledger, str(times)])
            report(job, ours, peer)
    index = Side()
    for _ in range(int(rounds)):
        index.read([reader, "index", ledger, "3"])
    line("index", "ours", index, "no peer: what the search box needs before its first key")


if __name__ == "__main__":
    main()
