"""Who works in the demo campaign: invented people with every role, at headquarters, in the region and in two seats."""

from dataclasses import dataclass

from hustings.access.roles import Role

ORGANISATION, PARTY_DOMAIN = "The Lantern Party", "lantern.example"
COLOUR = "#7a4a12"
TELEPHONE = "01632 960 123"
"""Ofcom keeps 01632 960000 to 960999 for drama: nobody is called on them."""

NATIONAL, REGIONAL, FIRST, SECOND, WAITING = "national", "regional", "first", "second", "waiting"


@dataclass(frozen=True)
class Player:
    """One invented person in one place. Whoever has two places is listed twice, under one address."""

    name: str
    role: Role
    place: str

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@{PARTY_DOMAIN}"


LEAVER = Player("Idris Cwmbrennal", Role.ORGANISER, FIRST)
"""An organiser who has resigned: the list of members says so, and everything of theirs has ended."""
OFFICER = Player("Dai Gwernhelyg", Role.DATA_PROTECTION_OFFICER, NATIONAL)

PLAYERS = (
    Player("Moira Kettlestead", Role.NATIONAL_STAFF, NATIONAL),
    Player("Kwame Amoakbeni", Role.NATIONAL_STAFF, NATIONAL),
    OFFICER,
    Player("Ruth Whimblecote", Role.OVERSIGHT_BODY, NATIONAL),
    Player("Asha Suryanundra", Role.DUTY_OFFICER, NATIONAL),
    Player("Lowri Tegannwy", Role.SUPPORT_OFFICER, NATIONAL),
    Player("Calum MacSkerran", Role.REGIONAL_STAFF, REGIONAL),
    Player("Gwen Brynderwyn", Role.REGIONAL_STAFF, REGIONAL),
    Player("Priya Davinaliani", Role.ORGANISER, FIRST),
    LEAVER,
    Player("Tom Wickyard", Role.CANVASSER, FIRST),
    Player("Nia Hafodwennol", Role.DATA_ENTRY_HELPER, FIRST),
    Player("Harold Fotherdyke", Role.CHAIR, FIRST),
    Player("Beatrice Larkenshaw", Role.SECRETARY, FIRST),
    Player("Kofi Dankwarimu", Role.AGENT, FIRST),
    Player("Alice Lorrelmere", Role.CANDIDATE, FIRST),
    Player("Omar Qasimarkar", Role.CAMPAIGN_CO_ORDINATOR, FIRST),
    Player("Jean Marlfold", Role.MEMBERSHIP_SECRETARY, FIRST),
    Player("Peter Gorseholme", Role.PROCEDURES_SECRETARY, FIRST),
    Player("Zofia Kalinarecka", Role.COUNCILLOR, FIRST),
    Player("Leroy Palmarinville", Role.TELLER, FIRST),
    Player("Ellen Haverbeck", Role.MEMBER, FIRST),
    Player("Sam Quarrelcote", Role.ORGANISER, SECOND),
    Player("Megan Pantonnen", Role.CHAIR, SECOND),
    Player("Viktor Topolewski", Role.SECRETARY, SECOND),
    Player("Ines Madruganello", Role.CANDIDATE, SECOND),
    Player("Priya Davinaliani", Role.ORGANISER, WAITING),
)


def stand_in(town: str) -> Player:
    """Name the organiser of a seat beyond the first two, for demos larger than the usual one."""
    return Player(f"{town.replace(' ', '-')} Organiser", Role.ORGANISER, town)
