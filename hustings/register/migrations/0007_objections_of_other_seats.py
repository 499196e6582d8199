from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0006_turnout_by_list")]

    operations = [migrations.AddField("objection", "keyed_in", models.IntegerField(null=True))]
