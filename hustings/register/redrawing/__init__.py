"""Carrying out a boundary change: districts go to other wards and seats, and their people with all that is theirs."""
