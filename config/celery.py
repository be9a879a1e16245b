"""The Celery application: ``celery -A config worker`` and ``celery -A config beat`` start from here."""

from __future__ import annotations

import logging.config
import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("retainer")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def use_project_logging(**_: object) -> None:
    """Log as the web process does; being connected stops Celery from setting up a format of its own."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
