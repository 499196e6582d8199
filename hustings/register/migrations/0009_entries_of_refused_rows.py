from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0008_lists_of_numbers")]

    operations = [
        migrations.AddField(
            model_name="importrefusal", name="entry_id", field=models.UUIDField(null=True)
        ),
    ]
