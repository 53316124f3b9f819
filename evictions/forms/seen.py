"""Forms that change an eviction case: they carry the revision their page was made from."""

from cases.forms.base import SeenForm


class RevisionForm(SeenForm):
    """`seen` is EvictionCase.revision; what is no number matches no case, so nothing is overwritten."""

    @property
    def revision(self) -> int:
        seen = str(self.cleaned_data.get("seen") or "")
        return int(seen) if seen.isdecimal() else 0
