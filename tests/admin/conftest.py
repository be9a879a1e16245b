"""Fixtures of the admin's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from pytest_django import Settings

from tests.admin.world import World, build_world
from tests.replay import ReplayServer
from tracker.services.seeding import seed


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def boss(db: None) -> Client:
    """Somebody who may do everything."""
    return log_in(User.objects.create_superuser("boss"))


@pytest.fixture
def editor(db: None) -> Client:
    """A member of the group Editors."""
    return log_in(member("Editors"))


@pytest.fixture
def operator(db: None) -> Client:
    """A member of the group Operators."""
    return log_in(member("Operators"))


@pytest.fixture
def site(settings: Settings) -> Iterator[ReplayServer]:
    """A replay server on loopback that fetching is allowed to ask."""
    settings.RETAINER_ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with ReplayServer() as server:
        yield server


def member(group: str) -> User:
    seed()
    user = User.objects.create_user(f"one of {group}", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def log_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
