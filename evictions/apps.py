from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvictionsConfig(AppConfig):
    name = "evictions"
    verbose_name = _("Restancer")

    def ready(self) -> None:
        from audit.file_parts import register_file_part
        from cases import providers
        from cases.choices import DataKind
        from cases.letters import register_facts
        from evictions import intake, push, reminders
        from evictions.case_letter_facts import arrears_facts
        from evictions.court_feed import court_events
        from evictions.file_parts import parts
        from evictions.panels import arrears_panel
        from evictions.providers import contact_reasons, course, demand_deadlines, today_items
        from evictions.services.notices import note_follow_up, note_visit
        from residents.providers import register_panel

        providers.register(
            today=today_items,
            course=course,
            reasons=contact_reasons,
            visit=note_visit,
            follow_up=note_follow_up,
            deadlines=demand_deadlines,
        )
        register_panel(arrears_panel)
        register_facts(DataKind.ARREARS, arrears_facts)
        register_file_part(parts)
        providers.register(calendar=court_events)
        push.register()
        reminders.register()
        intake.register()
