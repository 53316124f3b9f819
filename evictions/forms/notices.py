"""The filters of the caretaker's list of arrears. No words to search for: those are posted elsewhere."""

import django_filters
from django.utils.translation import gettext_lazy as _

from evictions.choices import Stage
from evictions.models import ArrearsNotice
from evictions.querysets import ArrearsNoticeQuerySet

WHOSE = [("mine", _("Mine")), ("alle", _("Mine afdelinger"))]
TAKEN = [("nej", _("Ikke taget")), ("ja", _("Taget"))]


class NoticeFilter(django_filters.FilterSet):
    vis = django_filters.ChoiceFilter(
        method="by_responsibility", choices=WHOSE, label=_("Vis"), empty_label=None
    )
    trin = django_filters.ChoiceFilter(
        field_name="stage", choices=Stage.choices, label=_("Trin"), empty_label=_("Alle trin")
    )
    taget = django_filters.ChoiceFilter(
        method="by_taken", choices=TAKEN, label=_("Taget"), empty_label=_("Taget eller ej")
    )

    class Meta:
        model = ArrearsNotice
        fields: list[str] = []

    def by_responsibility(self, rows: ArrearsNoticeQuerySet, name: str, value: str) -> ArrearsNoticeQuerySet:
        if value == "alle":
            return rows
        return rows.filter(estate_id__in=self.request.user.membership.responsible_estate_ids)

    def by_taken(self, rows: ArrearsNoticeQuerySet, name: str, value: str) -> ArrearsNoticeQuerySet:
        return rows.filter(taken_at__isnull=value == "nej")
