import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0011_import_by_district'),
    ]

    operations = [
        migrations.AddField(
            model_name='roadgroup',
            name='looked_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
    ]
