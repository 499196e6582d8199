"""`python -m hustings COMMAND`: the commands of an installation, each under the database login that it needs."""

import os
import sys

OWNER = frozenset({"check-database", "makemigrations", "migrate", "showmigrations", "sqlmigrate"})
BACKUP = frozenset({"backup", "check-log", "restore"})


def main(arguments: list[str]) -> None:
    """Choose the database role before Django opens anything; the worker's login serves all that people run."""
    name = arguments[1] if len(arguments) > 1 else "help"
    role = "owner" if name in OWNER else "backup" if name in BACKUP else "worker"
    os.environ.setdefault("HUSTINGS_DATABASE_ROLE", role)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hustings.config.settings")

    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after the role is chosen

    execute_from_command_line([arguments[0], name.replace("-", "_"), *arguments[2:]])


if __name__ == "__main__":
    main(sys.argv)
