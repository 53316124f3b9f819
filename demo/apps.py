from django.apps import AppConfig


class DemoConfig(AppConfig):
    """No tables: invented people and houses, told through the services of every other app."""

    name = "demo"
