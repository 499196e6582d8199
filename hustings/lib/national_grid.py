"""From Ordnance Survey eastings and northings to latitude and longitude."""

from math import atan2, cos, degrees, radians, sin, sqrt, tan

# Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes A, B and C.
AIRY_A, AIRY_B = 6_377_563.396, 6_356_256.909
WGS_A, WGS_B = 6_378_137.0, 6_356_752.3142
SCALE, ORIGIN_EAST, ORIGIN_NORTH = 0.9996012717, 400_000.0, -100_000.0
ORIGIN_LATITUDE, ORIGIN_LONGITUDE = radians(49), radians(-2)
SHIFT_X, SHIFT_Y, SHIFT_Z = 446.448, -125.157, 542.060
TURN_X, TURN_Y, TURN_Z = (radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
STRETCH = 1 - 20.4894e-6

AIRY_E2 = 1 - (AIRY_B / AIRY_A) ** 2
WGS_E2 = 1 - (WGS_B / WGS_A) ** 2
N = (AIRY_A - AIRY_B) / (AIRY_A + AIRY_B)


def latitude_and_longitude(easting: float, northing: float) -> tuple[float, float]:
    """Turn a position on the British National Grid (metres) into WGS84 degrees, to six decimals.

    Good to about five metres, the size of a house; the exact grid shift needs a data file of its own. Not for
    Northern Ireland, whose eastings and northings belong to the Irish grid.
    """
    latitude, longitude = _on_the_airy_ellipsoid(easting, northing)
    x, y, z = _turned(*_cartesian(latitude, longitude))
    return _geodetic(x, y, z)


def _arc(latitude: float) -> float:
    """Measure the meridian from the true origin to a latitude, in metres."""
    apart, together = latitude - ORIGIN_LATITUDE, latitude + ORIGIN_LATITUDE
    return (
        AIRY_B
        * SCALE
        * (
            (1 + N + 5 / 4 * N**2 + 5 / 4 * N**3) * apart
            - (3 * N + 3 * N**2 + 21 / 8 * N**3) * sin(apart) * cos(together)
            + (15 / 8 * N**2 + 15 / 8 * N**3) * sin(2 * apart) * cos(2 * together)
            - 35 / 24 * N**3 * sin(3 * apart) * cos(3 * together)
        )
    )


def _on_the_airy_ellipsoid(easting: float, northing: float) -> tuple[float, float]:
    latitude = ORIGIN_LATITUDE
    left = northing - ORIGIN_NORTH
    for _ in range(8):
        latitude += left / (AIRY_A * SCALE)
        left = northing - ORIGIN_NORTH - _arc(latitude)
        if abs(left) < 0.001:
            break
    squeeze = 1 - AIRY_E2 * sin(latitude) ** 2
    nu, rho = AIRY_A * SCALE / sqrt(squeeze), AIRY_A * SCALE * (1 - AIRY_E2) / squeeze**1.5
    slope, secant, tan2 = tan(latitude), 1 / cos(latitude), tan(latitude) ** 2
    eta2, east = nu / rho - 1, easting - ORIGIN_EAST
    vii = slope / (2 * rho * nu)
    viii = slope / (24 * rho * nu**3) * (5 + 3 * tan2 + eta2 - 9 * tan2 * eta2)
    ix = slope / (720 * rho * nu**5) * (61 + 90 * tan2 + 45 * tan2**2)
    x = secant / nu
    xi = secant / (6 * nu**3) * (nu / rho + 2 * tan2)
    xii = secant / (120 * nu**5) * (5 + 28 * tan2 + 24 * tan2**2)
    return (
        latitude - vii * east**2 + viii * east**4 - ix * east**6,
        ORIGIN_LONGITUDE + x * east - xi * east**3 + xii * east**5,
    )


def _cartesian(latitude: float, longitude: float) -> tuple[float, float, float]:
    nu = AIRY_A / sqrt(1 - AIRY_E2 * sin(latitude) ** 2)
    flat = nu * cos(latitude)
    return flat * cos(longitude), flat * sin(longitude), nu * (1 - AIRY_E2) * sin(latitude)


def _turned(x: float, y: float, z: float) -> tuple[float, float, float]:
    return (
        SHIFT_X + STRETCH * x - TURN_Z * y + TURN_Y * z,
        SHIFT_Y + TURN_Z * x + STRETCH * y - TURN_X * z,
        SHIFT_Z - TURN_Y * x + TURN_X * y + STRETCH * z,
    )


def _geodetic(x: float, y: float, z: float) -> tuple[float, float]:
    flat = sqrt(x * x + y * y)
    latitude = atan2(z, flat * (1 - WGS_E2))
    for _ in range(3):
        nu = WGS_A / sqrt(1 - WGS_E2 * sin(latitude) ** 2)
        latitude = atan2(z + WGS_E2 * nu * sin(latitude), flat)
    return round(degrees(latitude), 6), round(degrees(atan2(y, x)), 6)
