"""Which tool an action belongs to: what a stop of one tool names. Every action belongs to exactly one."""

from enum import StrEnum

from hustings.audit.words import Action


class Tool(StrEnum):
    """A part of Hustings that can be stopped without the others."""

    ACCOUNTS = "accounts"
    COMPARISONS = "comparisons"
    COPIES = "copies"
    FIGURES = "figures"
    IMPORTS = "imports"
    KEYS = "keys"
    LISTS = "lists"
    OVERSIGHT = "oversight"
    PAPERS = "papers"
    POLLING_DAY = "polling day"
    RECORDING = "recording"
    SHEETS = "sheets"


BEGINNINGS: dict[str, Tool] = {
    "access": Tool.KEYS,
    "access:approval": Tool.OVERSIGHT,
    "access:help": Tool.ACCOUNTS,
    "access:record": Tool.ACCOUNTS,
    "access:quarantine": Tool.RECORDING,
    "access:reading": Tool.OVERSIGHT,
    "access:reading:own": Tool.ACCOUNTS,
    "access:stop": Tool.OVERSIGHT,
    "access:support": Tool.OVERSIGHT,
    "accounts": Tool.ACCOUNTS,
    "audit": Tool.OVERSIGHT,
    "canvassing:area": Tool.FIGURES,
    "canvassing:conversation:list": Tool.LISTS,
    "canvassing:conversation:record": Tool.RECORDING,
    "canvassing:conversation:send": Tool.RECORDING,
    "canvassing:export": Tool.COPIES,
    "canvassing:programme": Tool.COPIES,
    "canvassing:scheme": Tool.RECORDING,
    "canvassing:summary": Tool.FIGURES,
    "copies": Tool.COPIES,
    "data_protection": Tool.PAPERS,
    "elections": Tool.IMPORTS,
    "geography": Tool.IMPORTS,
    "headquarters": Tool.COMPARISONS,
    "headquarters:home": Tool.ACCOUNTS,
    "headquarters:oversight": Tool.OVERSIGHT,
    "organisation": Tool.KEYS,
    "organisation:switch": Tool.PAPERS,
    "paper:sheet:key": Tool.RECORDING,
    "paper:sheet": Tool.SHEETS,
    "register:absent": Tool.IMPORTS,
    "register:edition": Tool.IMPORTS,
    "register:elector": Tool.LISTS,
    "register:import": Tool.IMPORTS,
    "register:layout": Tool.IMPORTS,
    "register:match": Tool.IMPORTS,
    "register:objection": Tool.RECORDING,
    "register:road-group": Tool.SHEETS,
    "register:street": Tool.LISTS,
    "register:supply": Tool.IMPORTS,
    "register:turnout": Tool.POLLING_DAY,
    "register:turnout:import": Tool.IMPORTS,
    "supporters:file": Tool.IMPORTS,
    "supporters:supporter:open": Tool.LISTS,
    "supporters:supporter:record": Tool.RECORDING,
    "targeting": Tool.LISTS,
    "targeting:score": Tool.IMPORTS,
    "work": Tool.COPIES,
}
"""How the names of a tool's actions begin. The longest beginning that fits decides, so that a new action of a known
kind falls to its tool without a line here, and one of a new kind fails a test until it has one.
"""


def tool_of(action: Action) -> Tool:
    """The tool of an action. Raises KeyError for a kind of action that no tool has yet."""
    beginning = str(action)
    while beginning not in BEGINNINGS and ":" in beginning:
        beginning = beginning.rpartition(":")[0]
    return BEGINNINGS[beginning]


TOOLS: dict[Tool, frozenset[Action]] = {
    tool: frozenset(action for action in Action if tool_of(action) is tool) for tool in Tool
}
