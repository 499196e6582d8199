from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0010_numbers_of_past_editions")]

    operations = [
        migrations.AddField(
            model_name="import", name="by_district", field=models.JSONField(default=list, db_default=[])
        ),
    ]
