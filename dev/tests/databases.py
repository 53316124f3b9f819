"""The database of the tests, for programs that have one of their own."""

from urllib.parse import quote

from django.db import connection


def migrated_database() -> str:
    """Only its tables are copied."""
    database = connection.settings_dict
    return f"postgresql://{database['USER']}@/{database['NAME']}?host={quote(str(database['HOST']), safe='')}"
