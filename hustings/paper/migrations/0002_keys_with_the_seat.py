from django.db import migrations

# Foreign keys that carry the seat: PostgreSQL checks them past the walls, so a line stands whose elector an objection
# hides, and none stands beside an elector of another seat. A line's sheet and door come from the row of its door, by
# one statement, and are not checked again: a seat's pack has 80,000 lines.
KEYS = (
    ("paper_sheet", "pack", "paper_pack", "CASCADE"),
    ("paper_sheetdoor", "door", "register_door", "NO ACTION"),
    ("paper_sheetline", "elector", "register_elector", "NO ACTION"),
    ("paper_keyedline", "sheet", "paper_sheet", "CASCADE"),
)


def add_key(table: str, column: str, referred: str, on_delete: str) -> str:
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_of_seat "
        f"FOREIGN KEY (constituency_id, {column}_id) REFERENCES {referred} (constituency_id, id) "
        f"ON DELETE {on_delete}"
    )


class Migration(migrations.Migration):
    dependencies = [("paper", "0001_initial"), ("canvassing", "0002_keys_with_the_seat")]

    operations = [
        migrations.RunSQL(add_key(*key), f"ALTER TABLE {key[0]} DROP CONSTRAINT {key[0]}_{key[1]}_of_seat")
        for key in KEYS
    ]
