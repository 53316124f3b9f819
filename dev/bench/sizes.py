"""How much is measured: the national size, and a small one that shows that the bench works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Rows, and rounds of each part. `requests`: of each page in one round, whose median is the round's."""

    register: int
    register_rounds: int
    arrears: int
    arrears_rounds: int
    push_rounds: int
    dwellings: int
    notices: int
    few_notices: int
    evictions: int
    few_evictions: int
    complaints: int
    few_complaints: int
    page_rounds: int
    requests: int


FULL = Sizes(
    register=600_000,
    register_rounds=1,
    arrears=30_000,
    arrears_rounds=3,
    push_rounds=2,
    dwellings=600_000,
    notices=100_000,
    few_notices=1_000,
    evictions=30_000,
    few_evictions=300,
    complaints=20_000,
    few_complaints=200,
    page_rounds=5,
    requests=5,
)
QUICK = Sizes(
    register=600,
    register_rounds=1,
    arrears=100,
    arrears_rounds=1,
    push_rounds=1,
    dwellings=2_400,
    notices=600,
    few_notices=100,
    evictions=15,
    few_evictions=15,
    complaints=15,
    few_complaints=15,
    page_rounds=1,
    requests=1,
)
