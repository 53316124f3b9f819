"""What the forms about an eviction case share."""

from cases.forms.revisions import OfRowForm
from evictions.models import EvictionCase


class OfEvictionForm(OfRowForm):
    row_name = "case"
    case: EvictionCase
