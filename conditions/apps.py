from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConditionsConfig(AppConfig):
    name = "conditions"
    verbose_name = _("Bekymringer")

    def ready(self) -> None:
        from audit.look_up_subjects import register_subjects
        from conditions import household_parts, inspection_words, push, today
        from conditions.look_up_subjects import subjects
        from conditions.phone_form import BY_ADDRESS, OF_FLAT
        from core.phone_forms import register_phone_form

        register_subjects(subjects)
        inspection_words.register()
        register_phone_form(OF_FLAT)
        register_phone_form(BY_ADDRESS)
        push.register()
        today.register()
        household_parts.register()
