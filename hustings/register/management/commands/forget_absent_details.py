from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.register.absent.forgetting import forget_due_details


@declare(action=Action.REGISTER_ABSENT_IMPORT, purpose=Purpose.ADMINISTRATION)
class Command(BaseCommand):
    help = "Forget where postal votes are sent and who proxies are, of what has reached its day; done every night too."

    def handle(self, *arguments: Any, **options: Any) -> None:
        count = forget_due_details(at=timezone.now())
        self.stdout.write(f"{count} details were forgotten.")
