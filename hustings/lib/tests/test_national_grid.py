import pytest

from hustings.lib.national_grid import latitude_and_longitude


@pytest.mark.parametrize(
    ("easting", "northing", "latitude", "longitude"),
    [
        # Ordnance Survey's own worked example, annex C of its guide, after its seven-parameter shift.
        (651409.903, 313177.270, 52.65798, 1.71605),
        # Postcode centroids turned by PROJ: Exeter, Edinburgh, Cardiff.
        (291966, 92583, 50.722796, -3.531867),
        (324571, 673578, 55.949292, -3.209415),
        (319274, 176339, 51.480224, -3.163857),
    ],
)
def test_grid_positions_agree_with_published_degrees(
    easting: float, northing: float, latitude: float, longitude: float
) -> None:
    assert latitude_and_longitude(easting, northing) == pytest.approx((latitude, longitude), abs=2e-5)


def test_going_north_on_the_grid_goes_north_on_the_globe() -> None:
    south, north = latitude_and_longitude(400_000, 200_000), latitude_and_longitude(400_000, 201_000)

    assert north[0] > south[0]
    assert north[0] - south[0] == pytest.approx(1 / 111.2, rel=0.01)
