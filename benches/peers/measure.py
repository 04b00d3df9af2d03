"""Runs readers in turn on one document, and sums up what they took. Used by benches/peers/run and benches/wasm.

A reader is a command that is told by lines what to do and answers each with a line of JSON; see benches/src/peer.rs.
"""
import json
import os
import platform
import re
import statistics
import subprocess
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
DOCUMENTS = TARGET / "bench-documents"
KEYWORDS = {"en": "Party A (seal)", "zh": "甲方（盖章）"}


class Failed(Exception):
    pass


class Reader:
    """A reader's process, on one document."""

    def __init__(self, command, file, keyword, timeout):
        self.timeout = timeout
        self.process = subprocess.Popen([*map(str, command), str(file), keyword], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def ask(self, what):
        timer = threading.Timer(self.timeout, self.process.kill)
        timer.start()
        try:
            self.process.stdin.write(what + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            self.process.kill()
            said = self.process.stderr.read().strip().splitlines()
            raise Failed(said[-1][:160] if said else f"no answer within {self.timeout} s")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def measured(readers, file, keyword, rounds, slow_after=20.0, timeout=900, memory=True, warm_up=1):
    """{reader: {"ms": [...], "matches": n, "kib": n} or {"failed": why}}.

    All take turns, round by round, after `warm_up` rounds that do not count (caches, a compiler at run time). One that has
    used more than `slow_after` seconds takes part in no further round, and its first counts when it has no other.
    """
    results, open_readers = {}, {}
    for name, command in readers.items():
        results[name] = {"ms": [], "matches": None}
        open_readers[name] = Reader(command, file, keyword, timeout)
    for round_ in range(warm_up + rounds):
        for name in list(open_readers):
            result = results[name]
            try:
                answer = open_readers[name].ask("time")
            except Failed as why:
                results[name] = {"failed": str(why)}
                del open_readers[name]
                continue
            result["matches"] = answer["matches"]
            result.setdefault("spent", 0.0)
            result["spent"] += answer["ms"] / 1000
            if round_ < warm_up:
                result["first"] = answer["ms"]
            else:
                result["ms"].append(answer["ms"])
            if result["spent"] > slow_after and round_ < warm_up + rounds - 1:
                open_readers.pop(name).close()
    for reader in open_readers.values():
        reader.close()
    for name, result in results.items():
        if "failed" in result:
            continue
        result["ms"] = result["ms"] or [result["first"]]
        if memory:
            reader = Reader(readers[name], file, keyword, timeout)
            try:
                result["kib"] = reader.ask("memory")["kib"]
            except Failed as why:
                result["memory_failed"] = str(why)
            reader.close()
    return results


def ratios(ours, theirs):
    """Ours to theirs, round by round where both took part in it; the median, the least and the greatest."""
    pairs = list(zip(ours, theirs)) if len(ours) == len(theirs) else [(statistics.median(ours), each) for each in theirs]
    all_of = [a / b for a, b in pairs if b > 0]
    return (statistics.median(all_of), min(all_of), max(all_of)) if all_of else None


def spread(figures, digits=2):
    """`0.21 (0.20–0.24)`."""
    if figures is None:
        return "–"
    median, least, most = (f"{figure:.{digits}f}" for figure in figures)
    return median if least == most else f"{median} ({least}–{most})"


def documents(folder, makers, languages, pages):
    """(maker, language, pages, path), as far as they are there."""
    for maker in makers:
        for language in languages:
            for count in pages:
                path = folder / f"{maker}-{language}-{count}.pdf"
                if path.exists():
                    yield maker, language, count, path


def machine():
    """The processor, the system and how many cores, for the line beside a table."""
    name = platform.processor() or platform.machine()
    try:
        name = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()).group(1)
    except (OSError, AttributeError):
        pass
    return f"{name}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def version(*command):
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
