from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Medarbejdere")

    def ready(self) -> None:
        from accounts.routing import register
        from accounts.services import once
        from notifications.registry import register_scheduled

        register()
        register_scheduled(once.schedule())
