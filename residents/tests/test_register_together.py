"""Two imports of one organisation at once wait for each other; nothing is made twice."""

import threading

import pytest
from django.db import connection

from residents.models import Tenancy
from residents.tests.register_files import csv_of, row, take


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once(dorte):
    content = csv_of(*[row(dwelling=str(n), side=str(n), name=f"Nabo {n}") for n in range(1, 40)])
    results, errors = [], []

    def run():
        try:
            results.append(take(dorte, content=content).run.counts)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert not errors
    assert sorted(counts["new"] for counts in results) == [0, 0, 39]
    assert Tenancy.objects.count() == 39
