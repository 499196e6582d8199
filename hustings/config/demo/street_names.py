"""Names for streets, blocks of flats and farms, each used once in a town."""

from random import Random


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(","))


THEMES: dict[str, tuple[str, ...]] = {
    "trees": _names(
        """
        Alder, Ash, Aspen, Beech, Birch, Cedar, Cherry Tree, Chestnut, Elm, Hazel, Holly, Hornbeam,
        Juniper, Larch, Laurel, Lime, Maple, Oak, Poplar, Rowan, Sycamore, Willow, Yew Tree
        """
    ),
    "birds": _names(
        """
        Bittern, Curlew, Dunlin, Fieldfare, Goldcrest, Heron, Kestrel, Kingfisher, Lapwing, Linnet,
        Martin, Nightjar, Nuthatch, Osprey, Plover, Redwing, Sandpiper, Skylark, Swallow, Teal,
        Wagtail, Whimbrel, Yellowhammer
        """
    ),
    "flowers": _names(
        """
        Bluebell, Bryony, Campion, Celandine, Columbine, Cowslip, Foxglove, Harebell, Iris,
        Lavender, Loosestrife, Marigold, Meadowsweet, Pimpernel, Primrose, Samphire, Sorrel,
        Speedwell, Tansy, Teasel, Valerian, Vetch, Yarrow
        """
    ),
    "battles": _names(
        """
        Alma, Balaclava, Blenheim, Inkerman, Malplaquet, Minden, Nile, Omdurman, Oudenarde, Plassey,
        Ramillies, Salamanca, Sebastopol, Talavera, Tel-el-Kebir, Vimiera, Vittoria, Waterloo
        """
    ),
    "people": _names(
        """
        Albert, Alexandra, Arthur, Beatrice, Caroline, Charlotte, Clarence, Edith, Ernest, Florence,
        Gladstone, Harriet, Maud, Oswald, Percy, Rosebery, Russell, Salisbury, Shaftesbury,
        Victoria, Wilberforce
        """
    ),
    "poets": _names(
        """
        Auden, Blake, Browning, Burns, Byron, Chaucer, Clare, Coleridge, Cowper, Crabbe, Donne,
        Dryden, Herbert, Herrick, Keats, Marvell, Milton, Rossetti, Shelley, Tennyson, Thomas,
        Wordsworth
        """
    ),
    "sea": _names(
        """
        Anchor, Bell Buoy, Bight, Dogger, Fathom, Fisher, Forties, Halyard, Humber, Lightship,
        Lodestar, Mariner, Mooring, Outrigger, Pilot, Ropewalk, Sextant, Shipwright, Silver Pit,
        Tidemill, Viking, Windlass
        """
    ),
    "old": _names(
        """
        Abbot, Brewer, Butter, Chandler, Chantry, Church, Cloth, Cooper, Cross Keys, Fletcher,
        Friar, Fuller, Glover, Guildhall, Malt, Mercer, Mill, Pound, Saddler, Sheep, Tanner, Weaver,
        Well
        """
    ),
    "fields": _names(
        """
        Barley, Broad Oak, Brook, Clover, Coppice, Cornfield, Drift, Drovers, Farthing, Fold,
        Furlong, Glebe, Grange, Green, Hayward, Headland, Hollow, Long Meadow, Orchard, Quarry,
        Rushy, Spinney, Stackyard, Tithe Barn
        """
    ),
}

ENDINGS: dict[str, tuple[str, ...]] = {
    "main": ("Road",),
    "ring": ("Road", "Road", "Parade", "Gate"),
    "terrace": ("Street", "Street", "Street", "Terrace", "Road", "Place"),
    "avenue": ("Avenue", "Road", "Drive"),
    "crescent": ("Crescent", "Crescent", "Circle", "Bank"),
    "close": ("Close", "Close", "Gardens", "Court", "Croft", "Mews"),
    "way": ("Way", "Drive", "Rise", "Walk"),
    "lane": ("Lane", "Lane", "Row", "End"),
    "flats": ("Road", "Way", "Street"),
}

PREFIXES = (
    "",
    "Upper ",
    "Lower ",
    "Old ",
    "New ",
    "North ",
    "South ",
    "East ",
    "West ",
    "Great ",
    "Little ",
    "Middle ",
    "Inner ",
    "Outer ",
    "High ",
    "Nether ",
)

QUARTERS = ("Hill", "Park", "Green", "End", "Fields", "Common", "Bank", "Vale", "Moor")

VILLAGE_STARTS = (
    "Salt",
    "Hythe",
    "Marl",
    "Wether",
    "Thorn",
    "Esker",
    "Brine",
    "Gannet",
    "Reed",
    "Sand",
    "Wold",
    "Fen",
)
VILLAGE_ENDS = ("holme", "sett", "staithe", "garth", "meare", "naze", "wharram", "ness")

BLOCKS = ("House", "Court", "House", "Point", "Lodge", "Heights")

FARMS = _names(
    """
    Ashlar, Bankside, Blackmire, Brockhole, Cinder, Coldharbour, Crowtrees, Dykeside, Fallow, Gallows
    Hill, Gorse, Hagg, Highfold, Hollin, Kiln, Lambing, Lowfold, Marl Pit, Moorside, Owlet, Pasture,
    Ridding, Sallow, Saltmarsh, Shearwater, Staithe, Stonepit, Thornhaugh, Wether, Windy Bank
    """
)

COTTAGES = _names(
    """
    Anvil, Apple Tree, Bakehouse, Beehive, Bramble, Brook, Candle, Corner, Dairy, Forge, Gable, Ivy,
    Jasmine, Keeper's, Lantern, Little, Mallow, Mill, Myrtle, Orchard, Plum, Pump, Quince, Rose,
    Saddler's, School, Toll, Vine, Well, Wisteria
    """
)

HOUSES = ("Cottage", "Cottage", "House", "Barn", "View")


class Namer:
    """Gives every street of a town a name of its own: a theme to a neighbourhood, an ending to a kind of street."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._used: set[str] = set()

    def theme(self) -> str:
        """Choose what a neighbourhood's streets are called after."""
        return self._random.choice(sorted(THEMES))

    def street(self, kind: str, theme: str) -> str:
        """Return an unused street name, by prefix where the theme is used up; as a last way out it counts."""
        return self._drawn(THEMES[theme], ENDINGS[kind], " ")

    def block(self, theme: str) -> str:
        """Return an unused name for a block of flats."""
        return self._drawn(THEMES[theme], BLOCKS, " ")

    def quarter(self, theme: str) -> str:
        """Return an unused name for a neighbourhood of the town."""
        return self._drawn(THEMES[theme], QUARTERS, " ")

    def village(self) -> str:
        """Return an unused name for a village."""
        return self._drawn(VILLAGE_STARTS, VILLAGE_ENDS, "")

    def claim(self, name: str) -> str:
        """Take a name that is already decided, so that nothing else gets it."""
        self._claim(name)
        return name

    def _drawn(self, starts: tuple[str, ...], ends: tuple[str, ...], gap: str) -> str:
        for prefix in PREFIXES:
            for _ in range(12):
                name = f"{prefix}{self._random.choice(starts)}{gap}{self._random.choice(ends)}"
                if self._claim(name):
                    return name
        return self._numbered(f"{starts[0]}{gap}{ends[0]}")

    def _claim(self, name: str) -> bool:
        if name in self._used:
            return False
        self._used.add(name)
        return True

    def _numbered(self, name: str) -> str:
        number = 2
        while not self._claim(f"{name} {number}"):
            number += 1
        return f"{name} {number}"
