from django.db import migrations

FILL = """
WITH told AS (
    SELECT n.*, coalesce(
        (SELECT r.arrears_list_id FROM evictions_noticerevision r
         WHERE r.notice_id = n.id AND (r.stage <> 'arrears' OR r.demand_received_on >= r.due_date)
         ORDER BY r.number LIMIT 1), n.last_list_id) AS told_by
    FROM evictions_arrearsnotice n
    WHERE n.status IN ('open', 'proposed') AND (n.stage <> 'arrears' OR n.demand_received_on >= n.due_date)
), born AS (
    INSERT INTO evictions_evictioncase (
        organisation_id, estate_id, tenancy_id, notice_id, origin, status, due_date, claim, claim_amount,
        demand_channel, demand_received_on, demand_proof, demand_deadline, is_overridden,
        municipal_notice_proof, court, court_number, children, representative, contact_on, answer_reasons,
        next_on, next_kind, opened_at, closed_from, outcome, outcome_note, revision
    )
    SELECT organisation_id, estate_id, tenancy_id, id, 'list',
           CASE stage WHEN 'termination' THEN 'terminated' WHEN 'bailiff_court' THEN 'filed' ELSE 'demand' END,
           due_date, lines, amount, '', demand_received_on,
           CASE WHEN demand_received_on IS NULL THEN '' ELSE 'ledger' END, demand_deadline, false,
           '', '', '', children, '', contact_on, '{}',
           CASE WHEN stage IN ('arrears', 'demand') THEN demand_deadline END,
           CASE WHEN stage IN ('arrears', 'demand') AND demand_deadline IS NOT NULL THEN 'deadline' ELSE '' END,
           now(), '', '', '', 1
    FROM told
    WHERE NOT EXISTS (SELECT FROM evictions_evictioncase c WHERE c.tenancy_id = told.tenancy_id)
    ORDER BY organisation_id, tenancy_id
    RETURNING id, organisation_id, estate_id, tenancy_id, notice_id
)
INSERT INTO evictions_legalstep (
    organisation_id, estate_id, tenancy_id, eviction_case_id, kind, source, "values", reason, key, happened_at,
    is_pushed
)
SELECT born.organisation_id, born.estate_id, born.tenancy_id, born.id, 'opened', 'list',
       jsonb_build_object('list', told.told_by), '', '', now(), false
FROM born JOIN told ON told.id = born.notice_id
"""
"""What a list that came today would do (evictions/services/told_by_lists.py), but that nobody is told: the
caretakers know these households already. `list` is the one that first told of the step, so that undoing a
later one leaves the case alone."""


class Migration(migrations.Migration):
    """Open notices that have come to a demand or further get the eviction case they would have today."""

    dependencies = [("evictions", "0014_standstill_reasons")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
