-- The households numbered from $first to $last - 1 (0 is the first of the country), with what decides their resources.
CREATE OR REPLACE TEMP TABLE household AS
WITH numbered AS (
    SELECT number + 1 AS household_id,
           number >= $alone_from AS alone,
           CASE WHEN number >= $alone_from THEN $alone_position ELSE number % $block_households END AS position,
           number // $block_households * $block_persons AS persons_of_blocks,
           $persons - ($households - number) AS persons_before_alone
    FROM range($first, $last) AS t(number)
), composed AS (
    SELECT n.household_id,
           1 + CASE WHEN n.alone THEN n.persons_before_alone ELSE n.persons_of_blocks + p.persons_before END AS first_person,
           p.kind, p.adults, p.children, p.women, p.free_share, p.contribution_share, p.irregular,
           p.adults + p.children AS size,
           p.youngest + pick(household_id, 'age', p.oldest - p.youngest + 1) AS first_age,
           p.youngest + pick(household_id, 'second age', p.oldest - p.youngest + 1) AS other_age,
           1 + pick(household_id, 'gap', 4) AS gap,
           draw(household_id, 'right') AS right_drawn,
           pick(household_id, 'fund', $thousands) AS slot
    FROM numbered n JOIN pattern p USING (position)
), aged AS (
    SELECT * REPLACE (CASE WHEN kind IN ('aged_alone', 'aged_couple') THEN least(first_age, other_age) ELSE first_age END AS first_age)
    FROM composed
), settled AS (
    SELECT h.*, f.fund_code, f.department, f.territory,
           CASE WHEN children > 0 THEN first_age + 21 + pick(household_id, 'parent', 18) ELSE first_age END AS age_1,
           CASE WHEN right_drawn < free_share THEN 'free'
                WHEN right_drawn < free_share + contribution_share THEN 'contribution'
                ELSE 'none' END AS entitled,
           children > 0 AND first_age < 18 AND draw(household_id, 'alternating') < $alternating AS alternating,
           adults = 2 AND draw(household_id, 'married') < $married AS married
    FROM aged h JOIN fund_slot f USING (slot)
), coupled AS (
    SELECT *,
           CASE WHEN adults = 1 THEN NULL
                WHEN children > 0 THEN greatest(age_1 - 6 + pick(household_id, 'partner', 10), first_age + 17)
                ELSE greatest(least(other_age, age_1 + 6), age_1 - 6) END AS age_2,
           -- children of 20 and more bring no family benefit
           CASE WHEN children = 0 THEN 0
                ELSE children - CASE WHEN first_age < 20 THEN 0 ELSE least(children, (first_age - 20) // gap + 1) END END AS young,
           entitled = 'free' AND irregular AND draw(household_id, 'irregular') < $irregular AS irregular_stay
    FROM settled
), judged AS (
    SELECT * EXCLUDE (irregular),
           CASE WHEN irregular_stay THEN 'OTHER' ELSE $nationality END AS nationality_group,
           $housing AS housing,
           CASE WHEN entitled <> 'free' OR irregular_stay OR free_share = 1000000 OR NOT (children > 0 OR age_1 BETWEEN 25 AND 64)
                THEN false ELSE draw(household_id, 'rsa') < $rsa END AS rsa,
           CASE WHEN entitled <> 'contribution' THEN NULL
                WHEN age_1 >= 65 AND draw(household_id, 'aspa') < $aspa THEN 'aspa'
                WHEN size > 1 THEN NULL
                WHEN age_1 BETWEEN 20 AND 59 AND draw(household_id, 'aah') < $aah_alone THEN 'aah'
                WHEN age_1 BETWEEN 40 AND 61 AND draw(household_id, 'asi') < $asi THEN 'asi' END AS minimum
    FROM coupled
), housed AS (
    SELECT *,
           CASE WHEN minimum IN ('aah', 'asi') THEN 'inactive'
                WHEN minimum = 'aspa' THEN 'retired'
                ELSE $activity_1 END AS drawn_activity_1,
           CASE WHEN adults = 2 THEN $activity_2 END AS drawn_activity_2,
           CASE WHEN housing = 'tenant' AND NOT irregular_stay AND $housing_benefit
                THEN 12000 + pick(household_id, 'housing benefit', 22000) + 1500 * least(children, 4) ELSE 0 END AS housing_benefit_cents
    FROM judged
), measured AS (
    SELECT *,
           -- the ceiling as R861-3 computes it; half of the share of a minor in alternating residence
           ($ceiling * (CASE adults WHEN 1 THEN 100 ELSE 150 END
               + (CASE size WHEN 1 THEN 100 WHEN 2 THEN 150 WHEN 3 THEN 180 ELSE 210 + 40 * (size - 4) END
                  - CASE adults WHEN 1 THEN 100 ELSE 150 END) // CASE WHEN alternating THEN 2 ELSE 1 END) // 100)
               * CASE WHEN territory = 'metropole' THEN 1000 ELSE 1113 END // 1000 AS ceiling,
           -- the housing lump sum of a month (R861-5, R861-7)
           CASE WHEN housing_benefit_cents > 0
                THEN least(housing_benefit_cents, $rsa_base * CASE size WHEN 1 THEN 1200 WHEN 2 THEN 2400 ELSE 2970 END // 10000)
                WHEN housing IN ('owner', 'owner_with_loan', 'lodged_free')
                THEN $rsa_base * CASE size WHEN 1 THEN 1200 WHEN 2 THEN 2100 ELSE 2520 END // 10000
                ELSE 0 END AS lump_sum,
           CASE WHEN young >= 2 AND NOT irregular_stay THEN $family_allowance_2 + (young - 2) * $family_allowance_more ELSE 0 END AS family_allowance,
           CASE WHEN adults = 1 AND young > 0 AND NOT irregular_stay AND draw(household_id, 'support') < $support_allowance
                THEN young * $amount_support_allowance ELSE 0 END AS family_support_allowance,
           CASE WHEN young >= 3 AND entitled <> 'none' THEN $family_supplement ELSE 0 END AS family_supplement,
           CASE WHEN adults = 2 AND children > 0 AND first_age - (children - 1) * gap < 3 AND NOT irregular_stay
                     AND draw(household_id, 'parental leave') < $parental_leave THEN $amount_parental_leave ELSE 0 END AS parental_leave_benefit
    FROM housed
), ranked AS (
    SELECT h.*,
           CASE WHEN kind = 'child_welfare' THEN 0
                WHEN rsa THEN 5500 * (draw(household_id, 'level') * draw(household_id, 'level') // 1000000) // 1000000
                WHEN entitled = 'free' THEN 3000 + greatest(pick(household_id, 'level', 6980), pick(household_id, 'level again', 6980))
                WHEN entitled = 'contribution' THEN 10020 + greatest(pick(household_id, 'level', 3450), pick(household_id, 'level again', 3450))
                ELSE s.ratio END AS ratio
    FROM measured h
    LEFT JOIN standard s ON s.rank = $standard_from + pick(h.household_id, 'level', 10000 - $standard_from)
), earned AS (
    SELECT *,
           -- what the persons bring in a month, as the law counts it
           CASE minimum
               WHEN 'aspa' THEN CASE adults WHEN 1 THEN $aspa_alone - $aspa_abatement ELSE $aspa_couple - $aspa_abatement_couple END
               WHEN 'aah' THEN $aah_full - $aah_abatement
               WHEN 'asi' THEN $asi_alone - $asi_abatement
               ELSE greatest(0, ceiling * ratio // 120000 - lump_sum
                    - family_allowance - family_support_allowance - family_supplement - parental_leave_benefit) END AS counted
    FROM ranked
), shared AS (
    SELECT * EXCLUDE (drawn_activity_1, drawn_activity_2),
           -- nobody works for less than fifty euros a month
           CASE WHEN counted < 5000 AND drawn_activity_1 = 'employed' THEN 'unemployed' ELSE drawn_activity_1 END AS activity_1,
           CASE WHEN counted < 5000 AND drawn_activity_2 = 'employed' THEN 'unemployed' ELSE drawn_activity_2 END AS activity_2,
           CASE WHEN adults = 1 THEN 100
                WHEN minimum IS NOT NULL THEN 100
                WHEN activity_2 IN ('inactive', 'student') AND activity_1 NOT IN ('inactive', 'student') THEN 100
                WHEN activity_1 IN ('inactive', 'student') AND activity_2 NOT IN ('inactive', 'student') THEN 0
                ELSE 40 + pick(household_id, 'split', 31) END AS percent_1,
           CASE WHEN rsa THEN 'rsa' WHEN minimum = 'aspa' THEN 'aspa' ELSE entitled END AS situation
    FROM earned
)
SELECT *,
       counted * percent_1 // 100 AS counted_1,
       counted - counted * percent_1 // 100 AS counted_2,
       CASE WHEN irregular_stay OR entitled = 'none' THEN 'none'
            WHEN draw(household_id, 'take up') < CASE situation
                WHEN 'rsa' THEN $rsa_take_up WHEN 'aspa' THEN $aspa_take_up
                WHEN 'free' THEN $free_take_up ELSE $contribution_take_up END
            THEN entitled ELSE 'none' END AS c2s_class
FROM shared;

CREATE OR REPLACE TEMP VIEW households AS
SELECT household_id, fund_code, territory, housing, housing_benefit_cents::BIGINT AS housing_benefit_cents, rsa FROM household;
