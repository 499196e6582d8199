import django.db.models.deletion
from django.db import migrations, models

import hustings.lib.uuid7

# Joinings noted until now which number the other record had.
OF_JOINED = """
INSERT INTO register_formernumber (id, constituency_id, elector_id, given_in, seat_no)
SELECT gen_random_uuid(), constituency_id, earlier_id, (moved #>> '{elector,seat}')::int,
    (moved #>> '{elector,seat_no}')::int
FROM register_doubt
WHERE state = 'same' AND moved #>> '{elector,seat}' IS NOT NULL AND moved #>> '{elector,seat_no}' IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("geography", "0003_first_placements"), ("register", "0013_staged_rows_known")]

    operations = [
        migrations.CreateModel(
            name="FormerNumber",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hustings.lib.uuid7.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("given_in", models.IntegerField()),
                ("seat_no", models.IntegerField()),
                ("shared_from", models.DateTimeField(null=True)),
                ("shared_until", models.DateTimeField(null=True)),
                (
                    "constituency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="geography.place",
                    ),
                ),
                (
                    "elector",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_numbers",
                        to="register.elector",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["elector"], name="register_former_elector"),
                    models.Index(fields=["given_in", "seat_no"], name="register_former_number"),
                ]
            },
        ),
        migrations.RunSQL(OF_JOINED, migrations.RunSQL.noop),
    ]
