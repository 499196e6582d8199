"""Named pure modules: no Django, no clock, no database, no room."""
