"""Tags every template may use without loading (settings: builtins)."""

from django import template

register = template.Library()
