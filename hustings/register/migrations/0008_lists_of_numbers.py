import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("elections", "0002_polling_stations"), ("register", "0007_objections_of_other_seats")]

    operations = [
        migrations.AddField(
            model_name="import",
            name="election",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="elections.election",
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="method",
            field=models.CharField(blank=True, db_default="", max_length=7),
        ),
        migrations.AddField(model_name="import", name="details_until", field=models.DateField(null=True)),
    ]
