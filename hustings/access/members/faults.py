class UnableToReadFeed(Exception):
    """The file is no feed of members as it stands; nothing was kept. The message says what to do."""
