"""Everything about one seat, read whole, for those who evaluate lists without SQL."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hustings.canvassing.models import Answer, Conversation, HeldOut, VotingIntention
from hustings.elections.models import Election
from hustings.geography.models import Place
from hustings.register.models import AbsentVote, Elector, Turnout
from hustings.supporters.models import ContactDetail, Supporter
from hustings.targeting.models import SavedList, ScoreValue, TaggedElector

CONTACT = {"spoke", "refused", "objected"}
ANSWERED_DOOR = {"spoke", "household", "refused", "objected"}
LONDON = ZoneInfo("Europe/London")


class Seen:
    """Everything about one seat, read whole; `people` are those whom canvassing may see."""

    def __init__(self, seat: Place, at: datetime) -> None:
        self.seat, self.at, self.today = seat, at, at.astimezone(LONDON).date()
        every = Elector.objects.filter(constituency=seat).select_related("district__ward", "door", "street")
        self.visible = [one for one in every if not one.objects_at_door]
        self.people = {one.id: one for one in self.visible if one.on_register}
        self.elections = {one.id: one for one in Election.objects.all()}
        self.talks = [
            one
            for one in Conversation.objects.filter(constituency=seat, is_current=True)
            if one.outcome != "withdrawn"
        ]
        current = {one.id for one in self.talks}
        self.said = [
            one
            for one in VotingIntention.objects.filter(constituency=seat).select_related("code")
            if one.conversation_id in current
        ]
        self.answers = [
            one for one in Answer.objects.filter(constituency=seat) if one.conversation_id in current
        ]
        self.absent = list(AbsentVote.objects.filter(constituency=seat, closed_by=None))
        self.turnout = list(Turnout.objects.filter(constituency=seat, superseded_by=None))
        self.tagged = list(TaggedElector.objects.filter(constituency=seat, taken_off_at=None))
        self.supporters = list(Supporter.objects.filter(constituency=seat, ended_on=None))
        self.details = list(ContactDetail.objects.filter(constituency=seat, withdrawn_on=None))
        self.values = list(ScoreValue.objects.filter(constituency=seat))
        self.held_out = list(HeldOut.objects.filter(constituency=seat))
        self.lists = {one.id: one for one in SavedList.objects.filter(constituency=seat)}

    def since(self, days: int | None) -> datetime:
        return self.at - timedelta(days=days) if days else datetime(1, 1, 1, tzinfo=UTC)
