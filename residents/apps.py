from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    name = "residents"
    verbose_name = _("Beboere")

    def ready(self) -> None:
        from audit.look_up_subjects import register_subjects
        from notifications.choices import JobKind
        from notifications.registry import register_job, register_scheduled
        from residents.look_up_subjects import subjects
        from residents.services import registers, retention

        register_subjects(subjects)
        register_job(JobKind.READ_REGISTER, registers.read_register, gave_up=registers.give_up)
        register_job(JobKind.APPLY_REGISTER, registers.apply_register, gave_up=registers.give_up)
        register_job(JobKind.AFTER_REGISTER, registers.after_register)
        register_scheduled(retention.schedule())
