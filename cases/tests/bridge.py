"""A case, a partner with an agreement, and a consent: what the tests of the bridge begin with."""

from cases.choices import DataKind, PartnerKind
from cases.letters import letter_of
from cases.services.referrals import Words, draft_referral, send_referral
from tests.case_factories import CaseFactory, ConsentFactory, PartnerAgreementFactory, PartnerFactory

BASIS = {"legal_basis": "child", "basis_reason": "Barnet på fire er alene hjemme om natten."}


def case_of(user, tenancy, **options):
    return CaseFactory(tenancy=tenancy, responsible=user.membership, opened_by=user, **options)


def partner_of(organisation, *, weekdays=5, **options):
    """The municipality, unless `kind` says otherwise: whom a legal basis reaches, too."""
    options.setdefault("kind", PartnerKind.SOCIAL_SERVICES)
    partner = PartnerFactory(organisation=organisation, **options)
    PartnerAgreementFactory(partner=partner, response_weekdays=weekdays, phone="87 00 00 01")
    return partner


def consent_of(case, partner, *kinds, **options):
    options.setdefault("resident", case.tenancy.residents.first())
    kinds = list(kinds) or [DataKind.CONTACT, DataKind.ARREARS]
    return ConsentFactory(case=case, data_kinds=kinds, recipients=[partner] if partner else [], **options)


def draft(user, case, partner, **words):
    words.setdefault("subject", "Et møde om budget og gæld")
    words.setdefault("data_kinds", [DataKind.CONTACT])
    return draft_referral(actor=user, case=case, partner=partner, words=Words(**words))


def send(user, referral, *, seen=None, how="Sendt som brev"):
    digest = letter_of(referral).digest if seen is None else seen
    return send_referral(actor=user, referral=referral, how=how, seen=digest)
