"""Addresses that other pages lead to."""

from django.urls import NoReverseMatch

from cases.links import links


def concern_link(pk: int) -> str:
    """The caretaker's page of a concern."""
    try:
        return links("concern_detail")(pk)
    except NoReverseMatch:
        return ""
