from typing import Any

from django.db import migrations

from hustings.canvassing.rules import CORE_CODES, MASTER_QUESTIONS


def write_core(apps: Any, schema_editor: Any) -> None:
    """Write the national core from the rules; the identifiers are fixed, so doing it again changes nothing."""
    code = apps.get_model("canvassing", "Code")
    question = apps.get_model("canvassing", "MasterQuestion")
    for order, (key, wording, wording_cy) in enumerate(MASTER_QUESTIONS):
        question.objects.update_or_create(
            key=key, defaults={"wording": wording, "wording_cy": wording_cy, "order": order}
        )
    for order, core in enumerate(CORE_CODES):
        code.objects.update_or_create(
            id=core.id,
            defaults={
                "letters": core.letters,
                "label": core.label,
                "label_cy": core.label_cy,
                "meaning": core.meaning.value,
                "question": core.question.value,
                "counts_as_contact": core.counts_as_contact,
                "is_promise": core.is_promise,
                "order": order,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("canvassing", "0002_keys_with_the_seat")]

    operations = [migrations.RunPython(write_core, migrations.RunPython.noop)]
