from django.db import migrations

# Foreign keys that carry the seat: PostgreSQL checks them past the walls, so a conversation can be recorded with an
# elector whom an objection hides, and never with one of another seat.
KEYS = (
    ("canvassing_conversation", "elector", "register_elector", "NO ACTION"),
    ("canvassing_conversation", "door", "register_door", "NO ACTION"),
    ("canvassing_votingintention", "elector", "register_elector", "NO ACTION"),
    ("canvassing_votingintention", "conversation", "canvassing_conversation", "CASCADE"),
    ("canvassing_answer", "conversation", "canvassing_conversation", "CASCADE"),
    ("canvassing_latestintention", "elector", "register_elector", "CASCADE"),
    ("canvassing_contactsummary", "elector", "register_elector", "CASCADE"),
    ("canvassing_doorsummary", "door", "register_door", "CASCADE"),
)
REFERRED_TO = ("register_elector", "register_door")


def add_key(table: str, column: str, referred: str, on_delete: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_of_seat "
        f"FOREIGN KEY (constituency_id, {column}_id) REFERENCES {referred} (constituency_id, id) "
        f"ON DELETE {on_delete}"
    )


class Migration(migrations.Migration):
    dependencies = [("canvassing", "0001_initial"), ("register", "0001_initial")]

    operations = [
        *(
            migrations.RunSQL(
                f"CREATE UNIQUE INDEX {table}_of_seat ON {table} (constituency_id, id)",
                f"DROP INDEX {table}_of_seat",
            )
            for table in REFERRED_TO
        ),
        *(
            migrations.RunSQL(add_key(*key), f"ALTER TABLE {key[0]} DROP CONSTRAINT {key[0]}_{key[1]}_of_seat")
            for key in KEYS
        ),
    ]
