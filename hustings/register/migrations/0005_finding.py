from collections.abc import Iterator
from typing import Any

from django.db import migrations, models
from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from hustings.lib.names import sound

NAMES = """
SELECT DISTINCT {column} FROM register_elector WHERE constituency_id = %s AND {column} <> '' AND {sound} = ''
"""
FILL = """
UPDATE register_elector e SET {sound} = left(said.sound, {length})
FROM unnest(%s::text[], %s::text[]) AS said (name, sound)
WHERE e.constituency_id = %s AND e.{column} = said.name COLLATE "C" AND e.{sound} = ''
"""
COLUMNS = (("surname_key", "surname_sound", 150), ("given_key", "given_sound", 200))


def fill_sounds(apps: Any, schema_editor: Any) -> None:
    """Say how every name sounds that was imported before sounds were kept, a seat at a time."""
    with schema_editor.connection.cursor() as cursor:
        for seat in list(_seats(cursor)):
            for column, kept, length in COLUMNS:
                cursor.execute(NAMES.format(column=column, sound=kept), [seat])
                names = [name for (name,) in cursor.fetchall()]
                statement = FILL.format(column=column, sound=kept, length=length)
                cursor.execute(statement, [names, [sound(name) for name in names], seat])


def _seats(cursor: Any) -> Iterator[int]:
    cursor.execute("SELECT constituency_id FROM register_seatcount ORDER BY 1")
    for (seat,) in cursor.fetchall():
        yield seat


class Migration(migrations.Migration):
    dependencies = [("register", "0004_doubts_turnout_supplies")]

    operations = [
        migrations.AddIndex(
            model_name="elector",
            index=models.Index(fields=["constituency", "given_key"], name="register_elector_given"),
        ),
        migrations.AddIndex(
            model_name="elector",
            index=models.Index(fields=["constituency", "surname_sound"], name="register_elector_sound"),
        ),
        migrations.AddIndex(
            model_name="elector",
            index=models.Index(
                fields=["constituency", "surname_key"],
                name="register_elector_double_name",
                condition=Q(GreaterThan(StrIndex("surname_key", Value(" ")), 0)),
            ),
        ),
        migrations.AddIndex(
            model_name="door",
            index=models.Index(fields=["constituency", "name"], name="register_door_name", condition=~Q(name="")),
        ),
        migrations.RunPython(fill_sounds, migrations.RunPython.noop),
    ]
