import django.db.models.deletion
from django.db import migrations, models

import hustings.lib.uuid7


class Migration(migrations.Migration):
    """A door can be in somebody's hands for two things at a time. What is out at this moment is handed out anew: nothing
    of it lasts a day.
    """

    dependencies = [
        ('access', '0012_lost_second_step'),
    ]

    operations = [
        migrations.DeleteModel(name='HandOut'),
        migrations.CreateModel(
            name='HandOut',
            fields=[
                ('pk', models.CompositePrimaryKey('grant_id', 'door_id', 'handed_for', blank=True, editable=False, primary_key=True, serialize=False)),
                ('door_id', models.UUIDField()),
                ('handed_for', models.UUIDField(default=hustings.lib.uuid7.uuid7)),
                ('constituency_id', models.IntegerField()),
                ('starts_at', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField()),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handed_out', to='access.grant')),
            ],
        ),
    ]
