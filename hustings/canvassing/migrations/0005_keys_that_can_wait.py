from django.db import migrations

# A district that goes to another seat takes its rows along, table by table: keys that carry the seat are checked when
# all of them have arrived. Until a transaction asks for that, they are checked at once, as before.
KEYS = (
    ("canvassing_conversation", "elector"),
    ("canvassing_conversation", "door"),
    ("canvassing_votingintention", "elector"),
    ("canvassing_votingintention", "conversation"),
    ("canvassing_answer", "conversation"),
    ("canvassing_latestintention", "elector"),
    ("canvassing_contactsummary", "elector"),
    ("canvassing_doorsummary", "door"),
)


def altered(table: str, column: str, how: str) -> str:
    return f"ALTER TABLE {table} ALTER CONSTRAINT {table}_{column}_of_seat {how}"


class Migration(migrations.Migration):
    dependencies = [("canvassing", "0004_tallies")]

    operations = [
        migrations.RunSQL(altered(*key, "DEFERRABLE INITIALLY IMMEDIATE"), altered(*key, "NOT DEFERRABLE"))
        for key in KEYS
    ]
