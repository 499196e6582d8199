"""The invented postcode area of the demo campaign, by which its register files are told from a council's.

The demo's sign-ins are printed for everyone to read, so nobody's real data may enter it. Royal Mail has no area ZX
(the 124 areas of the Postcode Address File, and BF, BX, GX, XX beside it, do not hold it).
"""

AREA = "ZX"
