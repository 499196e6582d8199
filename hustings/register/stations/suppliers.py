"""What each supplier of election systems calls the columns of its polling-station files, as declarations.

A file is known by a heading that only its supplier writes. Of several names for one column the first that is there
counts; headings are compared in small letters, with `_` for a space, a dot, a dash and a stroke.
"""

from hustings.register.stations.headings import Supplier, columns, house_and_street, numbered, parts_of_house

XPRESS = Supplier(
    key="xpress",
    title="Xpress, for Democracy Club",
    mark="electiondate",
    needs=("addressline1", "polling_place_id", "polling_place_name"),
    reference=("polling_place_id",),
    property_lines=numbered("addressline", 6),
    property_postcode=("post_code", "addressline6"),
    property_uprn=("property_urn",),
    letters=("polling_place_district_reference",),
    names=("polling_place_name",),
    station_lines=numbered("polling_place_address_", 4),
    station_postcode=("polling_place_postcode",),
    # A lost line break has run two headings into one.
    station_uprn=("polling_place_uprn", "polling_place_uprnproperty_urn"),
    east="polling_place_easting",
    north="polling_place_northing",
    polling_day="electiondate",
)
XPRESS_WEB_LOOKUP = Supplier(
    key="xpress-web-lookup",
    title="Xpress WebLookup",
    mark="authoritycode",
    needs=("streetname", "pollingplaceid", "pollingplaceaddress1"),
    reference=("pollingplaceid",),
    property_lines=house_and_street,
    property_postcode=("postcode",),
    property_uprn=("uprn",),
    letters=("pollingdistrictreference",),
    names=("pollingplaceaddress1",),
    station_lines=columns(*(f"pollingplaceaddress{number}" for number in range(2, 8))),
    station_postcode=("pollingplaceaddress7",),
    east="pollingplaceeasting",
    north="pollingplacenorthing",
)
EROS = Supplier(
    key="eros",
    title="Idox Eros (Halarose)",
    mark="pollingvenueid",
    needs=("houseid", "addressline1", "pollingstationname"),
    reference=("pollingvenueid", "pollingstationnumber"),
    property_lines=numbered("addressline", 5),
    property_postcode=("postcode",),
    property_uprn=("uprn",),
    letters=("pollingdistrictname", "pollingdistrictid"),
    names=("pollingstationname",),
    station_lines=numbered("pollingstationaddress", 5),
    station_postcode=("pollingstationpostcode",),
    station_uprn=("pollingvenueuprn",),
    east="pollingvenueeasting",
    north="pollingvenuenorthing",
)
EROS_BEFORE = Supplier(
    key="eros-before",
    title="Idox Eros (Halarose), as it was",
    mark="houseid",
    needs=("streetname", "pollingstationname"),
    reference=("pollingstationnumber", "pollingstationname"),
    property_lines=parts_of_house,
    property_postcode=("housepostcode",),
    property_uprn=("uprn",),
    names=("pollingstationname",),
    station_lines=numbered("pollingstationaddress_", 5),
    station_postcode=("pollingstationpostcode",),
)
DEMOCRACY_COUNTS_STATIONS = Supplier(
    key="democracy-counts",
    title="Democracy Counts, stations",
    mark="placename",
    needs=("xordinate", "stationcode"),
    reference=("stationcode",),
    names=("placename",),
    station_lines=numbered("add", 6),
    station_postcode=("postcode",),
    east="xordinate",
    north="yordinate",
)
DEMOCRACY_COUNTS_PROPERTIES = Supplier(
    key="democracy-counts",
    title="Democracy Counts, properties",
    mark="xordinate",
    needs=("add1", "stationcode"),
    reference=("stationcode",),
    property_lines=numbered("add", 6),
    property_postcode=("postcode",),
    property_uprn=("uprn",),
)
EONI = Supplier(
    key="eoni",
    title="Electoral Office for Northern Ireland",
    mark="pro_uprn",
    needs=("pro_fulladdress", "prem_id", "prem_name"),
    reference=("prem_id",),
    property_lines=columns("pro_fulladdress"),
    property_postcode=("pro_postcode",),
    property_uprn=("pro_uprn",),
    names=("prem_name",),
    station_lines=columns("prem_fulladdress"),
    station_postcode=("prem_postcode",),
    east="prem_x_4326",
    north="prem_y_4326",
    place_in="degrees",
)
# In this order: a mark of one can be a plain column of those before it.
SUPPLIERS = (
    XPRESS,
    XPRESS_WEB_LOOKUP,
    EROS,
    EROS_BEFORE,
    DEMOCRACY_COUNTS_STATIONS,
    DEMOCRACY_COUNTS_PROPERTIES,
    EONI,
)
FCS = "fcs"
TITLES = {FCS: "FCS ElectionsPro"} | {
    supplier.key: supplier.title.removesuffix(", properties").removesuffix(", stations")
    for supplier in SUPPLIERS
}
