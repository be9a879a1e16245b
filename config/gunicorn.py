"""How gunicorn serves the site: ``gunicorn -c config/gunicorn.py``; the address is given from outside."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

from config.env import assume_production

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
assume_production()

try:
    from config import settings
except ImproperlyConfigured as error:
    raise SystemExit(f"{error}") from error

wsgi_app = "config.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(os.cpu_count() or 1, 4))
threads = 8
timeout = 60
graceful_timeout = 10
control_socket_disable = True
logconfig_dict = settings.LOGGING
access_log_format = "%(m)s %(U)s %(s)s %(M)s ms"
