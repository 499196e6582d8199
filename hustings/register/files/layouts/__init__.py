"""The layouts that councils' systems write, each a declaration. A new one is a `Layout` in `LAYOUTS`."""

from hustings.register.files.layouts import addresses, councils, eros, generic, idox, xpress
from hustings.register.files.layouts.parts import Change, Columns, Layout, Part

LAYOUTS = (
    xpress.FULL,
    xpress.FULL_COMBINED,
    xpress.UPDATE,
    eros.FULL,
    eros.UPDATE,
    eros.PP_FULL,
    eros.PP_UPDATE,
    idox.FULL,
    idox.UPDATE,
    addresses.LIST,
    generic.FULL,
    generic.UPDATE,
)
BY_KEY = {layout.key: layout for layout in (*LAYOUTS, councils.FULL, councils.UPDATE)}

__all__ = ["BY_KEY", "LAYOUTS", "Change", "Columns", "Layout", "Part"]
