from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("register", "0005_finding")]

    operations = [
        migrations.AddField(
            model_name="turnout",
            name="superseded_by",
            field=models.UUIDField(null=True),
        ),
        migrations.RemoveConstraint(model_name="turnout", name="register_turnout_once"),
        migrations.AddConstraint(
            model_name="turnout",
            constraint=models.UniqueConstraint(
                fields=["constituency", "elector", "election", "source", "method"],
                condition=Q(superseded_by=None),
                name="register_turnout_once_a_list",
            ),
        ),
        migrations.AddIndex(
            model_name="turnout",
            index=models.Index(fields=["batch_id"], name="register_turnout_batch", condition=~Q(batch_id=None)),
        ),
        migrations.AddIndex(
            model_name="turnout",
            index=models.Index(
                fields=["superseded_by"], name="register_turnout_superseded", condition=~Q(superseded_by=None)
            ),
        ),
        migrations.AddField(
            model_name="markedbatch",
            name="method",
            field=models.CharField(
                choices=[("station", "at the polling station"), ("postal", "by post"), ("proxy", "by proxy")],
                db_default="station",
                max_length=7,
            ),
        ),
    ]
