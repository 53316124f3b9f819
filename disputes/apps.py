from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisputesConfig(AppConfig):
    name = "disputes"
    verbose_name = _("Klager og mægling")

    def ready(self) -> None:
        from audit.look_up_subjects import register_subjects
        from cases import providers
        from disputes import complaint_today, mediation_push, push
        from disputes.household_panels import register_complaints
        from disputes.look_up_subjects import subjects
        from disputes.mediation_calendar import mediation_events
        from disputes.mediation_today import NAME, mediation_items, mediations_part
        from disputes.rising import rising_panel
        from residents.providers import register_panel

        providers.register(
            today=mediation_items, today_with=(NAME, mediations_part), calendar=mediation_events
        )
        register_subjects(subjects)
        register_complaints()
        mediation_push.register()
        push.register()
        complaint_today.register()
        register_panel(rising_panel)
