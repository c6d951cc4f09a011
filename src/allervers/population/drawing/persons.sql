-- Everybody in the households of this part.
CREATE OR REPLACE TEMP VIEW persons AS
WITH listed AS (
    SELECT h.*, place, h.first_person + place AS person_id, place < h.adults AS adult,
           CASE WHEN place = 0 THEN h.age_1
                WHEN place < h.adults THEN h.age_2
                ELSE greatest(0, h.first_age - (place - h.adults) * h.gap) END AS age,
           CASE WHEN place = 0 THEN h.activity_1 WHEN place < h.adults THEN h.activity_2 END AS adult_activity,
           CASE WHEN draw(h.household_id, 'sex') < h.women THEN 'F' ELSE 'M' END AS sex_1
    FROM household h, range(h.size) AS t(place)
), named AS (
    SELECT * EXCLUDE (sex_1),
           (years_after($day, -age) - pick(person_id, 'birth', 365)::INTEGER)::DATE AS birth_date,
           CASE WHEN place = 0 THEN sex_1
                WHEN adult THEN CASE WHEN (sex_1 = 'F') = (draw(household_id, 'same sex') < $same_sex) THEN 'F' ELSE 'M' END
                WHEN draw(person_id, 'sex') < $boys THEN 'M' ELSE 'F' END AS sex,
           CASE WHEN place = 0 THEN 'applicant'
                WHEN adult THEN CASE WHEN married THEN 'spouse' ELSE 'partner' END
                WHEN age >= 18 AND draw(person_id, 'dependant') < $other_dependant THEN 'other_dependant'
                ELSE 'child' END AS role,
           coalesce(adult_activity, CASE WHEN age < 3 THEN 'inactive' WHEN age < 18 OR draw(person_id, 'studies') < 800000
               THEN 'student' ELSE 'unemployed' END) AS activity,
           kind = 'child_welfare' AS in_child_welfare,
           nationality_group = 'OTHER' AND NOT irregular_stay AND adult AS needs_title
    FROM listed
), dated AS (
    SELECT *,
           CASE WHEN NOT irregular_stay
                THEN greatest(birth_date, ($day - (120 + pick(person_id, 'base rights', 7300))::INTEGER)::DATE) END AS puma_since,
           CASE WHEN needs_title AND puma_since < months_after($day, -18) AND draw(person_id, 'title lapsed') < $title_lapsed
                THEN ($day - (190 + pick(person_id, 'title', 330))::INTEGER)::DATE
                WHEN needs_title THEN ($day + (pick(person_id, 'title', 2555) - 180)::INTEGER)::DATE END AS residence_title_expires_on,
           ($day - (CASE $years_since_gp WHEN 0 THEN pick(person_id, 'gp day', 365) WHEN 1 THEN 365 + pick(person_id, 'gp day', 365)
               ELSE 731 + pick(person_id, 'gp day', 1500) END)::INTEGER)::DATE AS gp_on,
           ($day - (CASE $years_since_dentist WHEN 0 THEN pick(person_id, 'dentist day', 365) WHEN 1 THEN 365 + pick(person_id, 'dentist day', 365)
               ELSE 731 + pick(person_id, 'dentist day', 1500) END)::INTEGER)::DATE AS dentist_on,
           ($day - (CASE $years_since_screening WHEN 0 THEN pick(person_id, 'screening day', 365) WHEN 1 THEN 365 + pick(person_id, 'screening day', 365)
               ELSE 731 + pick(person_id, 'screening day', 1500) END)::INTEGER)::DATE AS screening_on
    FROM named
)
SELECT person_id, household_id, role, birth_date, sex, nationality_group, activity,
       NOT adult OR (place = 0 AND adults = 1 AND age BETWEEN 18 AND 29 AND entitled = 'none'
           AND draw(person_id, 'parents') < $lives_with_parents) AS lives_with_parents,
       alternating AND NOT adult AND age < 18 AS alternating_residence,
       department IN ('57', '67', '68') AND draw(household_id, 'alsace-moselle') < $alsace_moselle AS alsace_moselle,
       $ald AS ald,
       $gp_declared AS gp_declared,
       sex = 'F' AND $pregnant AS pregnant,
       in_child_welfare,
       CASE WHEN size = 1 AND $deceased THEN ($day - pick(person_id, 'death day', 60)::INTEGER)::DATE END AS deceased_on,
       residence_title_expires_on,
       puma_since,
       -- rights that are known to end, or ended: six months after the title (R111-4), when it ends within the year
       CASE WHEN residence_title_expires_on < months_after($day, 12) THEN months_after(residence_title_expires_on, 6) END AS puma_until,
       c2s_class,
       CASE WHEN c2s_class <> 'none'
            THEN last_day(months_after($day, pick(household_id, 'c2s end', 12)))
            -- ended within the year and not open again
            WHEN entitled <> 'none' AND NOT irregular_stay AND draw(household_id, 'c2s lapsed') < $c2s_lapsed
            THEN last_day(months_after($day, -1 - pick(household_id, 'c2s end', 12))) END AS c2s_until,
       CASE WHEN irregular_stay AND draw(household_id, 'ame lapsed') < $ame_lapsed
            THEN ($day - (1 + pick(household_id, 'ame end', 364))::INTEGER)::DATE
            WHEN irregular_stay THEN ($day + pick(household_id, 'ame end', 365)::INTEGER)::DATE
            -- base rights opened within the year to some who had the AME before
            WHEN needs_title AND puma_since > months_after($day, -12) AND draw(person_id, 'after ame') < $after_ame
            THEN (puma_since - (1 + pick(person_id, 'ame gap', 60))::INTEGER)::DATE END AS ame_until,
       greatest(gp_on, dentist_on, birth_date) AS last_care_on,
       $digital_account AS digital_account,
       $contact AS contact,
       draw(person_id, 'opposed') < $opposed AS opposed_to_contact,
       -- communes that do not exist: no département goes as far as 990
       department || CASE length(department) WHEN 2 THEN '99' ELSE '9' END || pick(household_id, 'commune', 10)::VARCHAR AS commune_code,
       c2s_class = 'none' AND NOT irregular_stay AND $other_cover AS other_cover,
       greatest(gp_on, birth_date) AS last_gp_on,
       CASE WHEN age >= 3 THEN greatest(dentist_on, birth_date) END AS last_dentist_on,
       CASE WHEN age BETWEEN 25 AND 79 AND (sex = 'F' OR age >= 50) THEN screening_on END AS last_screening_on,
       NOT irregular_stay AND draw(household_id, 'pending') < CASE WHEN entitled <> 'none' AND c2s_class = 'none'
           THEN $file_pending ELSE $file_pending_others END AS file_pending,
       CASE WHEN irregular_stay THEN NULL ELSE $mes_status END AS mes_status,
       CASE WHEN $flu_vaccine THEN least($day, ($flu_season + pick(person_id, 'vaccine day', 90)::INTEGER)::DATE)
            WHEN draw(person_id, 'older vaccine') < 300000
            THEN (years_after($flu_season, -1) + pick(person_id, 'vaccine day', 90)::INTEGER)::DATE END AS last_flu_vaccine_on,
       CASE WHEN adults = 1 AND adult AND age >= 40 AND draw(person_id, 'bereaved') < $bereaved
            THEN ($day - pick(person_id, 'bereaved day', 365)::INTEGER)::DATE END AS bereaved_on
FROM dated;
