"""What the admin's own tags say."""

from __future__ import annotations

from tracker.templatetags.desk import ours_first, without_bookkeeping


def test_the_trackers_records_come_before_logins_and_schedules() -> None:
    apps = [{"app_label": "auth"}, {"app_label": "axes"}, {"app_label": "tracker"}, {"app_label": "beat"}]
    assert [app["app_label"] for app in ours_first(apps)] == ["tracker", "auth", "axes", "beat"]


def test_a_history_tells_decisions_and_not_what_follows_from_them() -> None:
    changes = [{"field": "Value"}, {"field": "Provenance"}, {"field": "Changed at"}, {"field": "Total value"}]
    assert [change["field"] for change in without_bookkeeping(changes)] == ["Value", "Total value"]
