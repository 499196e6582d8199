"""What we hold: every table with personal data, why, on what ground, how long, and how it leaves. The record of
processing activities (UK GDPR, article 30) is this list, printed.

A test compares it with the tables of the database: one that is neither here nor in FREE fails it. What is said of
retention is kept every night (`retention.py`), by the terms of `access/terms.py`.
"""

from hustings.data_protection.free_tables import FREE
from hustings.data_protection.grounds import Holding
from hustings.data_protection.held_of_colleagues import HELD_OF_COLLEAGUES
from hustings.data_protection.held_of_electors import HELD_OF_ELECTORS

__all__ = ["FREE", "HELD", "Holding", "listed", "unlisted"]

HELD: tuple[Holding, ...] = (*HELD_OF_ELECTORS, *HELD_OF_COLLEAGUES)


def unlisted(tables: set[str]) -> set[str]:
    """Tables that are in neither list."""
    return tables - listed()


def listed() -> set[str]:
    """Every table that is in one of the two lists."""
    return {table for holding in HELD for table in holding.tables} | set(FREE)
