"""People whom filings name as lobbyists: the list, and one person with clients, periods and public offices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tracker.models import Person
from tracker.services.lobbyists import find_namesakes, read_career, same_people
from tracker.views.kinds import PEOPLE
from tracker.views.listing import show_list


@require_safe
def person_list(request: HttpRequest) -> HttpResponseBase:
    people = PEOPLE.rows().select_related("firm_mention__party")
    return show_list(request, PEOPLE, "tracker/person_list.html", "tracker/_person_browse.html", people)


@require_safe
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person; somebody who was found to be another leads there."""
    person = get_object_or_404(Person.objects.select_related("firm_mention__party", "merged_into"), pk=pk)
    if person.merged_into is not None:
        return _redirect_to_heir(person)
    people = same_people(person)
    context = {
        "person": person,
        "firms": list(dict.fromkeys(one.firm_mention.party for one in people)),
        "people": people,
        "career": read_career(people),
        "namesakes": find_namesakes(person, people),
        "permalink": request.build_absolute_uri(person.get_absolute_url()),
    }
    return render(request, "tracker/person_detail.html", context)


def _redirect_to_heir(person: Person) -> HttpResponse:
    """To whom the person was found to be, by however many steps. That can be undone, so nobody caches it."""
    heir, seen = person, {person.pk}
    while heir.merged_into_id is not None and heir.merged_into_id not in seen:
        seen.add(heir.merged_into_id)
        heir = Person.objects.only("merged_into_id").get(pk=heir.merged_into_id)
    response = HttpResponsePermanentRedirect(heir.get_absolute_url())
    response["Cache-Control"] = "no-cache"
    return response
