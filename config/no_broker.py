"""The broker of a process that has none: a task that is sent fails at once and says why."""

from __future__ import annotations

from typing import NoReturn

from kombu.exceptions import OperationalError
from kombu.transport.virtual import Transport


class NoBroker(Transport):
    """Refuses every connection. A Redis that is not there would be asked again and again for many seconds."""

    driver_type = driver_name = "none"

    def establish_connection(self) -> NoReturn:
        raise OperationalError(
            "There is no broker, so no task can be sent: start the stack with `manage.py up`, or set REDIS_URL."
        )
