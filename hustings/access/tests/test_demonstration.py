from django.test import Client

from hustings.accounts.models import Person
from hustings.organisation.models import Organisation
from tests.cast import Cast, arranging


def make_demonstration(*people: Person) -> None:
    with arranging():
        Organisation.objects.update(is_demonstration=True)
        Person.objects.filter(pk__in=[person.pk for person in people]).update(is_demonstration=True)


def test_somebody_invented_is_chosen_and_signed_in(cast: Cast, client: Client) -> None:
    make_demonstration(cast.priya)

    answer = client.post("/demonstration/", {"person": "priya@moor.example"})

    assert answer.status_code == 302
    assert client.get("/jobs/00000000-0000-7000-8000-000000000000/").status_code == 404


def test_only_the_invented_are_offered(cast: Cast, client: Client) -> None:
    make_demonstration(cast.priya)

    page = client.get("/demonstration/").content.decode()

    assert "Priya Larkhall" in page
    assert "Sam Quill" not in page


def test_a_real_person_cannot_be_chosen(cast: Cast, client: Client) -> None:
    make_demonstration(cast.priya)

    assert client.post("/demonstration/", {"person": "sam@moor.example"}).status_code == 404


def test_a_real_installation_has_no_such_page(cast: Cast, client: Client) -> None:
    assert client.get("/demonstration/").status_code == 404


def test_another_machine_sees_no_such_page(cast: Cast, client: Client) -> None:
    make_demonstration(cast.priya)

    assert client.get("/demonstration/", REMOTE_ADDR="192.0.2.7").status_code == 404


def test_a_proxy_on_this_machine_sees_no_such_page(cast: Cast, client: Client) -> None:
    make_demonstration(cast.priya)

    assert client.get("/demonstration/", HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 404
