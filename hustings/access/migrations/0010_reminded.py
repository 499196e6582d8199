from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0009_own_record_and_support")]

    operations = [
        migrations.AddField("grant", "reminded_at", models.DateTimeField(null=True)),
        migrations.AddField("memberfeed", "alarmed_at", models.DateTimeField(null=True)),
    ]
