from django.db import migrations, models

# Geography has no walls, so a migration sees all of it. A district that is made later gets its placement with it.
PLACE_ALL = """
INSERT INTO geography_districtplacement
    (id, district_id, ward_id, constituency_id, starts_on, ends_on, change_id, is_proposed)
SELECT gen_random_uuid(), d.id, d.ward_id, d.constituency_id, d.starts_on, d.ends_on, NULL, false
FROM geography_pollingdistrict d
WHERE NOT EXISTS (SELECT FROM geography_districtplacement p WHERE p.district_id = d.id)
"""


class Migration(migrations.Migration):
    dependencies = [("geography", "0002_placements")]

    operations = [
        migrations.AddField("boundarychange", "renamed", models.JSONField(default=dict)),
        migrations.AddField("boundarychange", "parted", models.JSONField(default=list)),
        migrations.RunSQL(PLACE_ALL, migrations.RunSQL.noop),
    ]
