from django.db import migrations


class Migration(migrations.Migration):
    """Staged rows are lost in a crash and loaded at twice the speed: the file is simply sent again."""

    dependencies = [("register", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE register_stagedrow SET UNLOGGED", "ALTER TABLE register_stagedrow SET LOGGED"
        ),
    ]
