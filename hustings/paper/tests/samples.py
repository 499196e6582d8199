"""Invented sheets for the tests of typesetting: long names, Welsh, flats, shared houses, a door that objected."""

from hustings.paper.sheet_text import CodeBox, DoorBlock, ElectorRow, PackText, SheetText, Words

ENGLISH = Words(
    sheet="Sheet",
    version="version {version}",
    page="Page {page} of {pages}",
    continued="(continued)",
    door="Door",
    line="Line",
    number="Elector no.",
    name="Name",
    marks="Marks",
    last="Last said",
    agreed="Agreed",
    mark_one="Ask first. ",
    note="Note",
    do_not_knock="DO NOT KNOCK",
    confidential="CONFIDENTIAL. ",
    say="Say: ",
    codes="Codes",
    tally=(
        "Spoken to",
        "Not in",
        "Won’t say",
        "Canvasser’s initials",
        "Date",
        "Time out",
        "Time in",
        "Keyed by",
    ),
)

WELSH = Words(
    sheet="Taflen",
    version="fersiwn {version}",
    page="Tudalen {page} o {pages}",
    continued="(parhad)",
    door="Drws",
    line="Llinell",
    number="Rhif etholwr",
    name="Enw",
    marks="Marciau",
    last="Y tro diwethaf",
    agreed="Cytuno",
    mark_one="Gofynnwch yn gyntaf. ",
    note="Nodyn",
    do_not_knock="PEIDIWCH Â CHURO",
    confidential="CYFRINACHOL. ",
    say="Dywedwch: ",
    codes="Codau",
    tally=(
        "Wedi siarad",
        "Ddim gartref",
        "Gwrthod",
        "Llythrennau blaen",
        "Dyddiad",
        "Allan",
        "Yn ôl",
        "Mewnbynnwyd gan",
    ),
)

CODES = (
    CodeBox("NI", "not in", "Reached"),
    CodeBox("IN", "could not reach the door", "Reached"),
    CodeBox("LG", "another language", "Reached"),
    CodeBox("M", "moved", "Reached"),
    CodeBox("1", "definitely us", "Intention"),
    CodeBox("2", "probably us", "Intention"),
    CodeBox("3", "undecided", "Intention"),
    CodeBox("4", "leans to another", "Intention"),
    CodeBox("5", "firmly another", "Intention"),
    CodeBox("6", "will not vote", "Intention"),
    CodeBox("W", "won’t say", "Intention"),
    CodeBox("P", "poster", "To do"),
    CodeBox("V", "would help", "To do"),
)


def pack(**changed: object) -> PackText:
    """A pack in English of an organisation that rests on democratic engagement."""
    values: dict[str, object] = {
        "title": "Canvass sheets: Exeter, St Thomas",
        "language": "en",
        "organisation": "Example Party",
        "seat": "Exeter",
        "election": "Voting intention: UK Parliament",
        "printed": "Printed 3 May 2026, 14:05",
        "returning": "Return to Priya Shah by 9pm on Sunday 3 May. If found, please call 01632 960 001.",
        "address": "https://hustings.example.org/seats/exeter/sheets",
        "codes": CODES,
        "words": ENGLISH,
        "privacy": (
            "“We’re from the Example Party, asking how people plan to vote. We keep what you tell us to plan our "
            "campaign; you can say no, and see or remove it at example.org/privacy.”"
        ),
    }
    return PackText(**(values | changed))  # type: ignore[arg-type]


def elector(line: int, forenames: str = "Grace", surname: str = "Okafor", **changed: object) -> ElectorRow:
    """One elector of district AA1, numbered by the line."""
    values: dict[str, object] = {
        "line": line,
        "number": f"AA1-{line}",
        "forenames": forenames,
        "surname": surname,
    }
    return ElectorRow(**(values | changed))  # type: ignore[arg-type]


def doors(count: int, *, side: str = "Odd side", first_line: int = 1) -> tuple[DoorBlock, ...]:
    """Doors with one elector each."""
    return tuple(
        DoorBlock(str(2 * place + 1), side, electors=(elector(first_line + place),)) for place in range(count)
    )


def sheet(*blocks: DoorBlock, **changed: object) -> SheetText:
    """A sheet of one street."""
    values: dict[str, object] = {
        "code": "7K2M-9QXC",
        "version": 1,
        "title": "Okehampton Road",
        "place": "Exeter · St Thomas ward · district AA1 · Example Party",
        "polling": "Polling place: St Thomas Church Hall, Cowick Street, EX4 1AP. Open 7am to 10pm.",
        "doors": blocks,
    }
    return SheetText(**(values | changed))  # type: ignore[arg-type]


def varied_sheet() -> SheetText:
    """A street with every kind of door that is hard to print."""
    odd, even = "Okehampton Road: odd side", "Okehampton Road: even side"
    blocks = [
        DoorBlock(
            "1",
            odd,
            electors=(
                elector(1, "Grace", "Okafor", marks=("Postal",), last="1", last_on="14 Mar 26"),
                elector(2, "Emeka", "Okafor", last="2", last_on="14 Mar 26"),
                elector(3, "Ada", "Okafor", marks=("New", "18 on 3 May 2026")),
            ),
        ),
        DoorBlock("3", odd, do_not_knock=True),
        DoorBlock(
            "5A",
            odd,
            electors=(elector(4, "Siân Angharad", "Ŵyn-Ŷstwyth", number="KD-2/2-289/1", marks=("Proxy",)),),
        ),
        DoorBlock(
            "7",
            odd,
            electors=tuple(
                elector(5 + place, name, surname, marks=marks)
                for place, (name, surname, marks) in enumerate(
                    [
                        ("Bartholomew Maximilian", "Featherstonehaugh-Cholmondeley", ("Postal", "New")),
                        ("Llywelyn", "ap Gruffudd", ()),
                        (
                            "Bronwen Gwenllian Myfanwy Angharad Rhiannon Blodeuwedd",
                            "Llanfihangel-Ystrad-Fflur-Williams",
                            (),
                        ),
                        ("María José", "Fernández de la Vega y Sánchez-Ortega", ()),
                        ("W", "Mwamwambwa", ("Proxy", "New", "18 on 14 September 2026")),
                        ("Ng", "Ng", ()),
                        ("Jo", "O’Neill", ()),
                        ("Ann", "Lee", ()),
                        ("Tom", "Lee", ("Postal",)),
                    ]
                )
            ),
        ),
        DoorBlock("The Old Coach House, rear of", odd, electors=(elector(14, "Mary", "Trevelyan"),)),
        *(
            DoorBlock(
                f"Flat {place}",
                even,
                "Kestrel Court, 14 Okehampton Road: flats 1 to 40",
                (elector(14 + place, "Sam", f"Tenant{place}"),),
                False,
            )
            for place in range(1, 41)
        ),
        DoorBlock("16", even, electors=(elector(55, "Ruth", "Lyle", last="5 LD", last_on="2 Feb 26"),)),
        DoorBlock("18", even, do_not_knock=True),
    ]
    return sheet(*blocks)
