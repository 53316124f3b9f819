from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConditionsConfig(AppConfig):
    name = "conditions"
    verbose_name = _("Bekymringer")

    def ready(self) -> None:
        from audit.look_up_subjects import register_subjects
        from conditions import inspection_words
        from conditions.look_up_subjects import subjects

        register_subjects(subjects)
        inspection_words.register()
