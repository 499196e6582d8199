from datetime import UTC, datetime
from pathlib import Path

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PUBLISHED = Path(__file__).resolve().parents[3].parent / "shared" / "data"

NAMES = "PCON24CD,PCON24NM,PCON24NMW,ObjectId\nE14001231,Exeter,,1\nW07000112,Ynys Môn,Ynys Môn,2\n"
WARDS = "gss_code,name\nE05011020,St David's\nE05011010,Alphington\nE07000041,Exeter\n"
POSTCODES = (
    "postcode,positional_quality,easting,northing,lat,lon,"
    "country_gss,county_gss,district_gss,ward_gss,pcon24_gss\n"
    "EX1 1AE,10,291966,92583,50.722796,-3.531867,E92000001,E10000008,E07000041,E05011020,E14001231\n"
    "EX1 1AF,10,292235,92324,50.720517,-3.527982,E92000001,E10000008,E07000041,E05011010,E14001231\n"
)


def written(folder: Path, text: str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
    """Write a file as a publisher would, and give its path."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
