"""What both verifiers say, in the reader's language. A test compares the English with `verify_log.py`, word by word."""

from django.utils.translation import gettext as _


def sentences() -> dict[str, str]:
    """Each fault's sentence by its code, and what the page says while it works."""
    return {
        "unreadable_checkpoint": _(
            "The checkpoint cannot be read: it is damaged, or it is not a checkpoint."
        ),
        "unreadable_key": _("The key cannot be read: copy it again, whole."),
        "broken_keys": _("The list of the log’s keys is not signed by the keys in it: it was changed."),
        "wrong_signature": _(
            "The checkpoint is not signed with the key {name}: somebody else made it, or it was changed."
        ),
        "unreadable_old": _(
            "The checkpoint that was kept cannot be read: it is damaged, or it is not a checkpoint."
        ),
        "old_of_another": _(
            "The kept checkpoint is not signed with the key {name}: it is another log’s, or was changed."
        ),
        "shorter": _(
            "The log has {size} entries and had {old} before: its end was cut off, or an older copy was put back."
        ),
        "missing_file": _("The file {file} is missing."),
        "broken_bundle": _("The file {file} does not hold the entries it should: it was cut, or changed."),
        "entry_differs": _("Entry {index} is not what was sealed: it was changed, or entries were moved."),
        "tile_differs": _(
            "The file {file} does not fit the entries below it: it was changed, or files were swapped."
        ),
        "root_differs": _(
            "The entries do not lead to what was signed: one was added, removed or changed afterwards."
        ),
        "history_changed": _(
            "The first {old} entries are not those of the checkpoint that was kept: the past was rewritten."
        ),
        "receipt_missing": _("The entry {id} is not in the log, though its receipt says that it was made."),
        "unreadable_receipt": _("The receipt cannot be read."),
        "working": _("{done} of {size} entries checked"),
        "sound": _("Sound: {size} entries, each as it was sealed."),
        "unsound": _("Not sound. {sentence}"),
        "stopped": _("The check stopped: the log could not be read to its end. Try again."),
    }
