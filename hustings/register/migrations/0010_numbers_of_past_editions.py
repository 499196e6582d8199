from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("register", "0009_entries_of_refused_rows")]

    operations = [
        migrations.AddIndex(
            model_name="registerentry",
            index=models.Index(
                fields=["constituency", "edition", "letters", "number", "suffix"],
                name="register_entry_closed_number",
                condition=~Q(closed_by=None),
            ),
        ),
    ]
