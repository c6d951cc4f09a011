-- The monthly resources, as items: a kind, the months that it is paid (0 is M-13, 13 the month of the day), an amount.
CREATE OR REPLACE TEMP VIEW items AS
WITH adult AS (
    SELECT household_id, first_person + place AS person_id, place, entitled, minimum, adults, size, ratio, irregular_stay, c2s_class,
           CASE place WHEN 0 THEN activity_1 ELSE activity_2 END AS activity,
           CASE place WHEN 0 THEN age_1 ELSE age_2 END AS age,
           CASE place WHEN 0 THEN counted_1 ELSE counted_2 END AS counted
    FROM household, range(adults) AS t(place)
), paid AS (
    SELECT *,
           CASE WHEN irregular_stay THEN 'other'
                WHEN activity = 'employed' THEN $employed_income
                WHEN activity = 'retired' THEN 'retirement_pension'
                WHEN activity = 'unemployed' THEN CASE WHEN counted > 80000 THEN 'unemployment_benefit' ELSE $unemployed_income END
                WHEN activity = 'student' THEN CASE WHEN counted > 120000 THEN 'wage' ELSE 'other' END
                ELSE $inactive_income END AS drawn_kind,
           1 + pick(person_id, 'loss', 10) AS lost
    FROM adult
), main AS (
    SELECT *, CASE WHEN drawn_kind = 'aah' AND (size = 1 OR age NOT BETWEEN 20 AND 61 OR counted + $aah_abatement > $aah_full)
                   THEN 'disability_pension' ELSE drawn_kind END AS kind,
           activity = 'unemployed' AND drawn_kind = 'unemployment_benefit' AND draw(person_id, 'worked') < 400000 AS worked,
           activity = 'employed' AND drawn_kind = 'wage' AND ratio > 22000 AND draw(person_id, 'sick') < $long_sick_leave AS sick
    FROM paid
)
SELECT household_id, person_id, kind, 0 AS from_month, 14 AS to_month, true AS moves,
       CASE WHEN kind = 'aah' THEN counted + $aah_abatement ELSE counted END AS amount
FROM main WHERE minimum IS NULL AND NOT worked AND NOT sick AND counted > 0
UNION ALL
-- Out of work since the month `lost`: wages before it, of which the law cuts 30 %.
SELECT household_id, person_id, 'wage', 0, lost, false, counted * 10 // 7 FROM main WHERE minimum IS NULL AND worked AND counted > 0
UNION ALL
SELECT household_id, person_id, 'unemployment_benefit', lost, 14, false, counted FROM main WHERE minimum IS NULL AND worked AND counted > 0
UNION ALL
SELECT household_id, person_id, 'wage', 0, 6, false, counted FROM main WHERE minimum IS NULL AND sick AND counted > 0
UNION ALL
SELECT household_id, person_id, 'sick_pay', 6, 14, false, counted * 8 // 10 FROM main WHERE minimum IS NULL AND sick AND counted > 0
UNION ALL
-- Minimum benefits top up what the first adult has.
SELECT household_id, person_id, minimum, 0, 14, false, CASE minimum
           WHEN 'aah' THEN $aah_full
           WHEN 'asi' THEN $asi_alone - 5000 - pick(person_id, 'own pension', 50000)
           ELSE CASE adults WHEN 1 THEN $aspa_alone ELSE $aspa_couple END - 5000 - pick(person_id, 'own pension', 85000) END
FROM main WHERE minimum IS NOT NULL AND place = 0
UNION ALL
SELECT household_id, person_id, CASE minimum WHEN 'asi' THEN 'disability_pension' ELSE 'retirement_pension' END, 0, 14, false,
       5000 + pick(person_id, 'own pension', CASE minimum WHEN 'asi' THEN 50000 ELSE 85000 END)
FROM main WHERE minimum IN ('asi', 'aspa') AND place = 0
UNION ALL
SELECT household_id, person_id, 'capital_income', 11, 12, false, 5000 + counted * pick(person_id, 'yield', 100) // 200
FROM main WHERE place = 0 AND ratio > 30000 AND draw(person_id, 'capital') < $capital_income
UNION ALL
SELECT household_id, person_id, 'maintenance_paid', 0, 14, false, 10000 + pick(person_id, 'maintenance amount', 25000)
FROM main WHERE activity = 'employed' AND ratio > 22000 AND draw(person_id, 'maintenance') < $maintenance_paid
UNION ALL
SELECT household_id, NULL, kind, 0, 14, false, amount
FROM (UNPIVOT (SELECT household_id, family_allowance, family_support_allowance, family_supplement, parental_leave_benefit FROM household)
      ON family_allowance, family_support_allowance, family_supplement, parental_leave_benefit INTO NAME kind VALUE amount)
WHERE amount > 0;

-- A month more, a month less: over the reference period (M-13 to M-2) it comes to nothing.
CREATE OR REPLACE TEMP VIEW resources AS
SELECT i.household_id, i.person_id, i.kind, months_after(date_trunc('month', $day)::DATE, month - 13) AS month,
       CASE WHEN month = 6 AND i.person_id IS NOT NULL AND h.entitled = 'none'
                 AND draw(i.household_id, 'unknown') < $unknown_amount THEN NULL
            WHEN i.moves AND month < 12 THEN i.amount * (100 + CASE WHEN month < 6 THEN 1 ELSE -1 END
                 * (pick(hash(i.person_id, least(month, 11 - month)), 'month', 9) - 4)) // 100
            ELSE i.amount END::BIGINT AS amount_cents
FROM items i JOIN household h USING (household_id), range(i.from_month, i.to_month) AS t(month);
