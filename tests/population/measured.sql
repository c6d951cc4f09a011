-- The persons with what the published margins speak of. Reads households, persons, resources, and entitled (household_id,
-- c2s_status): what the law gives. $day, $line (poverty line of one unit, cents), $rsa_base (cents).
CREATE OR REPLACE TABLE measured AS
WITH income AS (
    SELECT household_id, sum(CASE kind WHEN 'maintenance_paid' THEN -amount_cents ELSE amount_cents END) AS cents
    FROM resources WHERE month >= DATE '$day' - INTERVAL 13 MONTH AND month < DATE '$day' - INTERVAL 1 MONTH GROUP BY 1
), kinds AS (
    SELECT person_id, bool_or(kind = 'self_employed') AS self_employed, bool_or(kind = 'aspa') AS aspa
    FROM resources WHERE person_id IS NOT NULL GROUP BY 1
), units AS (
    SELECT household_id, count(*) AS size,
           1 + sum(CASE WHEN role = 'applicant' THEN 0 WHEN date_diff('year', birth_date, DATE '$day') < 14 THEN 0.3 ELSE 0.5 END) AS units
    FROM persons GROUP BY 1
), wages AS (
    SELECT household_id, sum(amount_cents) AS wages, sum(least(greatest(amount_cents - 70000, 0) * 18400 // 70000, 18400)) AS bonus
    FROM resources WHERE kind IN ('wage', 'self_employed') AND month = date_trunc('month', DATE '$day') GROUP BY 1
), counted AS (
    SELECT h.*, e.c2s_status AS entitled, u.units, coalesce(i.cents, 0) / 12 AS cents, w.wages, w.bonus,
           $rsa_base * CASE u.size WHEN 1 THEN 1 WHEN 2 THEN 1.5 ELSE 1.8 + 0.4 * (u.size - 3) END AS guaranteed
    FROM households h JOIN units u USING (household_id) JOIN entitled e USING (household_id)
    LEFT JOIN income i USING (household_id) LEFT JOIN wages w USING (household_id)
), household AS (
    -- What the C2S does not count and poverty does: RSA, housing benefit, and about what the prime d'activité gives.
    SELECT * EXCLUDE (units, cents, wages, bonus, guaranteed),
           cents + housing_benefit_cents
           + CASE WHEN rsa THEN greatest(0, guaranteed - cents - housing_benefit_cents)
                  WHEN wages > 0 THEN greatest(0, guaranteed + 0.61 * wages + bonus - cents - 0.16 * $rsa_base) ELSE 0 END
           < $line * units AS poor
    FROM counted
)
SELECT p.*, h.* EXCLUDE (household_id),
       date_sub('year', birth_date, DATE '$day') AS age,
       p.puma_since IS NOT NULL AS puma,
       coalesce(p.ame_until >= DATE '$day', false) AS ame,
       coalesce(k.self_employed, false) AS self_employed,
       CASE WHEN k.aspa THEN 'aspa' END AS minimum,
       make_date(year(DATE '$day') - CASE WHEN strftime(DATE '$day', '%m-%d') >= '10-15' THEN 0 ELSE 1 END, 10, 15) AS season_start
FROM persons p JOIN household h USING (household_id) LEFT JOIN kinds k USING (person_id);
