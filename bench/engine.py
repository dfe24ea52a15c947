"""Cards per second on one core, with and without explanations, and the memory of a long stream.

Prints ratios against a plain loop written by hand for this one annex, in the same run.
Run: .venv/bin/python bench/engine.py
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from linli.rules import packs
from linli.rules.scorecard.cards import read
from linli.rules.scorecard.engine import evaluate
from linli.rules.scorecard.facts import dump
from linli.rules.scorecard.quick import prepared

CARDS = 20_000
GOAL_OFF, GOAL_ON = 50_000, 15_000
CARD = packs.load("xinhua-2022").card


def make(count: int) -> list[dict[str, Any]]:
    """Return cards such as a district has: most things done, a few findings, a rate around 85 %."""
    dice = random.Random(2022)  # noqa: S311
    makers = {
        "flag": lambda: dice.random() < 0.9,
        "count": lambda: min(int(dice.expovariate(0.6)), 30),
        "rate": lambda: Decimal(dice.randrange(4000, 10001)) / 100,
        "number": lambda: Decimal(dice.randrange(0, 13)) / 2,
    }
    return [{name: makers[spec.unit]() for name, spec in CARD.facts.items()} for _ in range(count)]


def by_hand(facts: dict[str, Any]) -> Decimal:
    """Return the total the way one would write it for this annex alone, in Decimal, with no reasons."""
    total = Decimal(0)
    for item in CARD.items:
        values = [facts[fact.name] for fact in item.facts]
        if item.kind == "all_or_nothing":
            total += item.maximum if all(values) else 0
        elif item.kind == "shares":
            total += sum(
                (Decimal(s.worth) / 100 for s, v in zip(item.rule.shares, values, strict=True) if v),
                Decimal(0),
            )
        elif item.kind == "findings":
            lost = Decimal("0.5") * values[-1] + (0 if values[0] is not False else Decimal("0.5"))
            total += max(item.maximum - lost, Decimal(0))
        elif item.kind == "deductions":
            total += 5 - (0 if values[0] else 3) - (0 if values[1] else 2)
        elif item.kind == "steps":
            total += max(5 - max((90 - values[0]) // 5, 0), 0)
        else:
            total += min(values[0], 5)
    return total


def rate(job: Callable[[dict[str, Any]], Any], cards: list[dict[str, Any]], rounds: int = 3) -> float:
    """Return cards per second of CPU time, the best of some rounds."""
    best = 0.0
    for _ in range(rounds):
        start = time.process_time()
        for facts in cards:
            job(facts)
        best = max(best, len(cards) / (time.process_time() - start))
    return best


def peak(cards: int, suffix: str, folder: Path) -> tuple[int, float]:
    """Return the peak memory in MiB and the CPU seconds of `linli score` on so many cards."""
    path = folder / f"{cards}{suffix}"
    rows = make(1000)
    with path.open("w", encoding="utf-8") as file:
        if suffix == ".csv":
            file.write("subject," + ",".join(CARD.facts) + "\n")
        for n in range(cards):
            facts = {name: dump(value) for name, value in rows[n % 1000].items()}
            if suffix == ".csv":
                file.write(f"E{n}," + ",".join(str(each).lower() for each in facts.values()) + "\n")
            else:
                file.write(json.dumps({"subject": f"E{n}", "facts": facts}) + "\n")
    code = (
        "import resource, sys; from linli.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "finally:\n"
        " used = resource.getrusage(resource.RUSAGE_SELF)\n"
        " print(used.ru_maxrss // 1024, used.ru_utime + used.ru_stime, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "score", str(path), "--json"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    memory, seconds = done.stderr.split()
    return int(memory), float(seconds)


def main() -> None:
    cards = make(CARDS)
    for facts in cards[:500]:
        assert evaluate(CARD, facts).total == by_hand(facts) == Decimal(prepared(CARD)(facts).total) / 100
    hand = rate(by_hand, cards)
    off = rate(prepared(CARD), cards)
    on = rate(lambda facts: evaluate(CARD, facts), cards)
    document = rate(lambda facts: evaluate(CARD, facts).as_json(), cards)
    raw = [{"subject": "x", "facts": {name: dump(v) for name, v in facts.items()}} for facts in cards]
    reading = rate(lambda each: read(CARD, each), raw)
    print(f"{'':34}{'cards/s':>10}{'by hand':>10}{'goal':>10}")
    for name, speed, goal in (
        ("plain loop by hand, no reasons", hand, None),
        ("engine, explanations off", off, GOAL_OFF),
        ("engine, explanations on", on, GOAL_ON),
        ("engine, on, as a document", document, None),
        ("reading a card's values", reading, None),
    ):
        kept = "" if goal is None else f"{speed / goal:9.2f}x"
        print(f"{name:34}{speed:10,.0f}{speed / hand:9.2f}x{kept:>10}")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".jsonl", ".csv"):
            small, _ = peak(2_000, suffix, Path(folder))
            large, seconds = peak(60_000, suffix, Path(folder))
            print(
                f"linli score {suffix:6} 60,000 cards: {60_000 / seconds:,.0f} cards/s end to end, "
                f"peak {large} MiB, {large / small:.2f} times that of 2,000"
            )
    print(f"peak of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
