from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvictionsConfig(AppConfig):
    name = "evictions"
    verbose_name = _("Restancer")

    def ready(self) -> None:
        from audit.look_up_subjects import register_subjects
        from cases import providers
        from cases.choices import DataKind
        from cases.letters import register_facts
        from evictions import agreements, intake, push, push_steps, reminders, urgency_court  # noqa: F401
        from evictions.case_course import register_evictions
        from evictions.case_letter_facts import arrears_facts
        from evictions.court_feed import court_events
        from evictions.eviction_today import eviction_deadlines, eviction_items
        from evictions.look_up_subjects import subjects
        from evictions.panels import arrears_panel, arrears_part, case_head
        from evictions.providers import contact_reasons, course, demand_deadlines, standing, today_items
        from evictions.services.contacts import note_contact
        from evictions.services.notices import note_follow_up, note_visit
        from residents.providers import register_panel

        providers.register(
            today=today_items,
            course=course,
            reasons=contact_reasons,
            standing=standing,
            visit=note_visit,
            follow_up=note_follow_up,
            deadlines=demand_deadlines,
            case_panel=case_head,
            read_with=("arrears", arrears_part),
        )
        providers.register(today=eviction_items, deadlines=eviction_deadlines, visit=note_contact)
        register_panel(arrears_panel)
        register_facts(DataKind.ARREARS, arrears_facts)
        register_subjects(subjects)
        register_evictions()
        push.register()
        push_steps.register()
        providers.register(calendar=court_events)
        reminders.register()
        intake.register()
        agreements.register()
