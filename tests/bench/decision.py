"""The policy decision alone, and every cell of the matrix, in Python without a database."""

import statistics
import time
from itertools import product

from hustings.access.cells import NOW, all_patterns, held, home_of
from hustings.access.deciding import decide
from hustings.access.letting_in.offering import NATIONAL, REGION
from hustings.access.roles import PURPOSES, Role
from hustings.access.stopped_cells import LETTERS, STATES, all_taken
from tests.bench.figures import Figure, absolute

GOAL, MATRIX_GOAL = 5, 10
ROUNDS = 7


def measure_decision() -> list[Figure]:
    """The median of some rounds over every role, action and purpose, for somebody with three grants."""
    cells = [(action, purpose) for action, purposes in PURPOSES.items() for purpose in purposes]
    wide = [role for role in Role if home_of(role) in (NATIONAL, REGION)]
    people = [held(one, "live") + held(other, "over") + held(third, "live") for one, other, third in product(
        Role, (Role.MEMBER,), wide)]  # fmt: skip
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for grants in people:
            for action, purpose in cells:
                decide(grants, action, 5, purpose, NOW, is_strong=True)
        taken.append((time.perf_counter() - began) / (len(people) * len(cells)))
    detail = f"{len(people) * len(cells)} questions, of somebody with three grants"
    return [
        absolute(name="decision", ours=1e6 * statistics.median(taken), goal=GOAL, unit="µs", detail=detail)
    ]


def measure_matrix() -> list[Figure]:
    """Ask every cell once, and what the table allows once more under every stop."""
    began = time.perf_counter()
    cells = sum(len(pattern) for pattern in all_patterns().values())
    for told in all_taken().values():
        cells += sum(len(taken) // (len(STATES) + 1) for taken in told) * len(STATES) * len(LETTERS)
    took = time.perf_counter() - began
    return [absolute(name="matrix", ours=took, goal=MATRIX_GOAL, unit="s", detail=f"{cells} answers")]


MEASURES = {"decision": measure_decision, "matrix": measure_matrix}
