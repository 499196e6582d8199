"""How long a degree is."""

METRES_PER_DEGREE = 111_320
"""Metres of a degree of latitude, in these islands to two in a thousand; of longitude times the latitude's cosine."""
