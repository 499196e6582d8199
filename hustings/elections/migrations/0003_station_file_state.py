from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('elections', '0002_polling_stations'),
    ]

    operations = [
        migrations.AddField(
            model_name='stationfile',
            name='state',
            field=models.CharField(choices=[('waiting', 'looked over, not in use'), ('in_use', 'in use'), ('replaced', 'replaced by a later file'), ('given_up', 'given up')], db_default='waiting', max_length=8),
        ),
        migrations.AddField(
            model_name='stationfile',
            name='applied_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='stationfile',
            name='applied_at',
            field=models.DateTimeField(null=True),
        ),
    ]
