"""Which family of browser, on which family of machine, a request's user-agent line names. Words, no versions: enough
for somebody to know their own device again, and too little to tell two people apart by.
"""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""In this order: most browsers also name those they resemble."""

MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def family_words(line: str) -> str:
    """Name browser and machine, such as `Firefox · Windows`; empty where neither is known."""
    known = [_first(line, BROWSERS), _first(line, MACHINES)]
    return " · ".join(word for word in known if word)


def _first(line: str, table: tuple[tuple[str, str], ...]) -> str:
    return next((word for mark, word in table if mark in line), "")
