"""What a notice, a revision or a delivery refers to cannot be deleted.

The other half of a foreign key: that a row refers to something true is checked once per statement
(0005_copied_keys_are_true), because a check per row takes longer than the rows.
"""

import django.db.models.deletion
from django.db import migrations, models

GUARDED = {
    "residents_tenancy": [("evictions_arrearsnotice", "tenancy_id")],
    "evictions_arrearslist": [
        ("evictions_arrearsnotice", "first_list_id"),
        ("evictions_arrearsnotice", "last_list_id"),
        ("evictions_noticerevision", "arrears_list_id"),
    ],
    "evictions_arrearsnotice": [("evictions_noticerevision", "notice_id")],
}

FUNCTION = """
CREATE FUNCTION evictions_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    used boolean;
    i integer := 0;
BEGIN
    WHILE i < TG_NARGS LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %I = $1)', TG_ARGV[i], TG_ARGV[i + 1])
            INTO used USING OLD.id;
        IF used THEN
            RAISE foreign_key_violation
                USING MESSAGE = format('%s %s is still referred to by %s', TG_TABLE_NAME, OLD.id, TG_ARGV[i]);
        END IF;
        i := i + 2;
    END LOOP;
    RETURN NULL;
END $$
"""


def arguments(references):
    return ", ".join(f"'{name}'" for pair in references for name in pair)


CREATE = [
    f"CREATE CONSTRAINT TRIGGER notices_refer_to_it AFTER DELETE ON {table} DEFERRABLE INITIALLY DEFERRED "
    f"FOR EACH ROW EXECUTE FUNCTION evictions_refuse_delete({arguments(references)})"
    for table, references in GUARDED.items()
]
DROP = [f"DROP TRIGGER notices_refer_to_it ON {table}" for table in GUARDED]


class Migration(migrations.Migration):
    dependencies = [("evictions", "0005_copied_keys_are_true")]

    operations = [
        migrations.AlterField(
            model_name="arrearsnotice",
            name="tenancy",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="arrears_notices",
                to="residents.tenancy",
            ),
        ),
        migrations.RunSQL([FUNCTION, *CREATE], [*DROP, "DROP FUNCTION evictions_refuse_delete()"]),
    ]
