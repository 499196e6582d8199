from django.db import migrations

# As in canvassing: lines go to another seat with their electors, and find their sheet there by its code.
KEYS = (
    ("paper_sheet", "pack"),
    ("paper_sheetdoor", "door"),
    ("paper_sheetline", "elector"),
    ("paper_keyedline", "sheet"),
)


def altered(table: str, column: str, how: str) -> str:
    return f"ALTER TABLE {table} ALTER CONSTRAINT {table}_{column}_of_seat {how}"


class Migration(migrations.Migration):
    dependencies = [("paper", "0002_keys_with_the_seat"), ("canvassing", "0005_keys_that_can_wait")]

    operations = [
        migrations.RunSQL(altered(*key, "DEFERRABLE INITIALLY IMMEDIATE"), altered(*key, "NOT DEFERRABLE"))
        for key in KEYS
    ]
