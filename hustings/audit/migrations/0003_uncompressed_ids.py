from django.db import migrations


class Migration(migrations.Migration):
    """A batch's identifiers do not get smaller by compressing, which takes as long as sealing the batch."""

    dependencies = [("audit", "0002_rows_leaves_and_keys")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE audit_batch ALTER COLUMN entry_ids SET STORAGE EXTERNAL",
            "ALTER TABLE audit_batch ALTER COLUMN entry_ids SET STORAGE EXTENDED",
        )
    ]
