from hustings.lib.walls import Shelf, Wall

WALLS = (
    Wall("accounts_person", Shelf.ACCOUNTS, own="id", signing_in=True),
    Wall("accounts_device", Shelf.ACCOUNTS, own="person_id", signing_in=True),
    Wall("accounts_session", Shelf.ACCOUNTS, own="person_id", signing_in=True),
    Wall("account_emailaddress", Shelf.ACCOUNTS, own="user_id", signing_in=True),
    Wall("account_emailconfirmation", Shelf.ACCOUNTS, signing_in=True),
    Wall("mfa_authenticator", Shelf.ACCOUNTS, own="user_id", signing_in=True),
)
