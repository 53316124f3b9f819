from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Sager")

    def ready(self) -> None:
        from cases import disclosed, lone_work, oversight, safety, safety_panels
        from cases.bridge_panel import register_bridge
        from cases.morning import tasks_of_caretaker
        from cases.panels import course_panel
        from cases.phone_form import CONTACT
        from cases.providers import register
        from cases.restricted_panel import register_restricted
        from cases.services import drafts
        from cases.services.lone_work import check_out_after_visit
        from cases.services.rounds import follow_visit
        from core.phone_forms import register_phone_form
        from notifications.registry import register_scheduled, register_task_count
        from residents.providers import register_marks, register_panel

        register_phone_form(CONTACT)
        register_scheduled(drafts.schedule())
        register_task_count(tasks_of_caretaker)
        register_panel(course_panel)
        register(visit=follow_visit)
        register(visit=check_out_after_visit, case_panel=safety_panels.case_panel)
        register_panel(safety_panels.household_panel)
        register_marks(safety.marks_for_caretakers)
        lone_work.register()
        oversight.register()
        register_bridge()
        disclosed.register()
        register_restricted()
