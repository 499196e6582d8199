"""What of an installation lies beside its database, and how a restore may change it."""

import os
from pathlib import Path

from django.conf import settings

from hustings.config.backing_up import Surroundings
from hustings.config.renewing_secret import take_up_new_secret
from hustings.config.restoring import UnableToRestore
from hustings.config.server.data_folder import DataFolder, write_secret


def data_folder() -> DataFolder:
    """The data folder this process was told."""
    return DataFolder(Path(settings.DATA))


def find_surroundings() -> Surroundings:
    """What a backup takes besides the tables."""
    folder = data_folder()
    settings.FILES_FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    log, log_key = folder.path / "log", folder.keys / "log-key"
    log.mkdir(exist_ok=True, mode=0o700)
    contents = folder.contents.read_text("ascii") if folder.contents.exists() else "own"
    signs = log_key.read_text("ascii") if log_key.exists() else ""
    return Surroundings(settings.FILES_FOLDER, log, signs, "\n".join(settings.SECRETS[::-1]), contents)


def keep_surroundings(brought: Surroundings) -> None:
    """Take over the restored installation's secrets, unless ours go on from them: then what was restored is
    brought under ours. Refuses where they are not ours to replace.
    """
    folder = data_folder()
    former = brought.secret_key.splitlines()
    if former[::-1] != settings.SECRETS[: len(former)]:
        if os.environ.get("HUSTINGS_SECRET_KEY_FILE") != str(folder.secret_key):
            raise UnableToRestore(
                "The backup belongs to another secret key than the one that HUSTINGS_SECRET_KEY_FILE or "
                "HUSTINGS_SECRET_KEY names, and without it its second factors and objections cannot be read. "
                "Nothing was changed. Name that installation's key, or neither, and start again."
            )
        write_secret(folder.secret_key, brought.secret_key)
    else:
        take_up_new_secret()
    if brought.log_key:
        write_secret(folder.keys / "log-key", brought.log_key)
    folder.contents.write_text(brought.contents, "ascii")
