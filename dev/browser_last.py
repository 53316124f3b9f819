"""A pytest plugin: browser tests after all others.

The browser keeps an event loop running in its process, in which other tests could not use the database.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
