from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0012_road_groups_looked_at")]

    operations = [
        migrations.AddField(
            model_name="stagedrow", name="is_known", field=models.BooleanField(db_default=False)
        ),
    ]
