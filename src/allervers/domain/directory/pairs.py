"""Lines that may be one structure: proposed in three classes at each import, asked once.

| class     | when                                                                                        |
|-----------|---------------------------------------------------------------------------------------------|
| sure      | one SIRET, one commune, one name                                                            |
| likely    | one commune and one name, without two SIRET that differ; or one SIRET, commune and telephone |
| uncertain | one SIRET in one commune under two names: a town hall and its CCAS, or one place twice      |

An answer stays whatever is imported later; a question that nobody answered goes when nothing is alike any more.
"""

from django.db.backends.utils import CursorWrapper

from ..imports.staging import analyze
from .models import Likeness


def propose(cursor: CursorWrapper) -> int:
    """Ask what is new to ask, and take back what no longer is: how many questions are new."""
    columns = ("first_id", "second_id", "likeness")
    cursor.execute("select stage_lines('alike', %s, %s)", [list(columns), ["bigint", "bigint", "text"]])
    cursor.execute(_ALIKE)
    analyze(cursor, "staged_alike")
    cursor.execute(
        """delete from directory_pair known where is_same is null and not exists (
           select from staged_alike where (first_id, second_id) = (known.first_id, known.second_id))"""
    )
    cursor.execute(
        """insert into directory_pair (first_id, second_id, likeness)
           select first_id, second_id, likeness from staged_alike on conflict (first_id, second_id) do nothing"""
    )
    new = cursor.rowcount
    cursor.execute(
        """update directory_pair known set likeness = alike.likeness from staged_alike alike
           where (alike.first_id, alike.second_id) = (known.first_id, known.second_id)
           and known.is_same is null and known.likeness <> alike.likeness"""
    )
    return new


_ALIKE = f"""
    insert into staged_alike (first_id, second_id, likeness)
    with plain as (
        select id, siret, municipality_code as commune, right(regexp_replace(phone, '[^0-9]', '', 'g'), 9) as phone,
               regexp_replace(unaccent(lower(name)), '[^a-z0-9]+', '', 'g') as name
        from directory_structure where gone_since is null and municipality_code <> ''),
    of_siret as (
        select a.id as first_id, b.id as second_id,
               case when a.name = b.name then '{Likeness.SURE}'
                    when a.phone = b.phone and a.phone <> '' then '{Likeness.LIKELY}'
                    else '{Likeness.UNCERTAIN}' end as likeness
        from plain a join plain b on a.siret = b.siret and a.commune = b.commune and a.id < b.id where a.siret <> ''),
    of_name as (
        select a.id as first_id, b.id as second_id, '{Likeness.LIKELY}' as likeness
        from plain a join plain b on a.name = b.name and a.commune = b.commune and a.id < b.id
        where a.name <> '' and (a.siret = '' or b.siret = ''))
    select first_id, second_id, likeness from of_siret union all select * from of_name"""
