"""What data protection adds when a district goes to another seat: an incident stays where it happened."""

from hustings.data_protection.models import Decision, Incident
from hustings.register.redrawing.following import keeps_in_place

keeps_in_place(Incident, Decision, because="it happened in the seat whose copy it was about")
