"""Naming the copy of a crop of twenty rows: a thousand crops of forty copies that overlap, of a seat of 20,000."""

import statistics
import time
from random import Random

from hustings.copies.matching import trace
from hustings.copies.tests.crops import crop, issue_copies, make_seat
from tests.bench.figures import Figure, absolute

CROPS, COPIES, PEOPLE, SEAT = 1_000, 40, 2_000, 20_000
MISSED, WRONG, SECONDS = 5.0, 1.0, 60_000.0


def measure_tracing(crops: int = CROPS) -> list[Figure]:
    """Crop, shuffle, turn names round, put slips into them, take the invented people out; then ask whose it is."""
    random = Random(1)  # noqa: S311 - a measurement repeats itself
    roll = make_seat(random, people=SEAT)
    copies = issue_copies(roll, random, count=COPIES, people=PEOPLE)
    missed, wrong, taken = 0, 0, []
    for _each in range(crops):
        leak = crop(random.choice(copies), roll, random)
        began = time.perf_counter()
        first = next(iter(trace(leak.names, copies, roll)), None)
        taken.append(1000 * (time.perf_counter() - began))
        missed += first is None or first.copy != leak.copy
        wrong += first is not None and first.copy != leak.copy
    told = f"{crops} crops of 20 rows, {COPIES} copies of {PEOPLE} people each"
    return [
        absolute(name="crops not named", ours=100 * missed / crops, goal=MISSED, unit="%", detail=told),
        absolute(name="crops named wrongly", ours=100 * wrong / crops, goal=WRONG, unit="%", detail=told),
        absolute(name="naming one", ours=statistics.median(taken), goal=SECONDS, unit="ms", detail="median"),
    ]


MEASURES = {"tracing": measure_tracing}
