-- Once a run. A draw is a number from 0 to 999 999 that hangs on the seed, on who it is drawn for and on what for, and on
-- nothing else: the order of rows, of parts and of threads changes nothing.
CREATE OR REPLACE MACRO draw(id, what) AS ((hash(xor(hash(id), hash(what, $seed))) >> 20) % 1000000)::BIGINT;
-- A whole number from 0 to count - 1.
CREATE OR REPLACE MACRO pick(id, what, count) AS draw(id, what) * count // 1000000;
CREATE OR REPLACE MACRO months_after(day, months) AS (day + to_months((months)::INTEGER))::DATE;
CREATE OR REPLACE MACRO years_after(day, years) AS (day + to_years((years)::INTEGER))::DATE;

CREATE OR REPLACE TEMP TABLE kind AS
SELECT * FROM (VALUES $kinds)
    AS t(kind, count, adults, children, youngest, oldest, women, free_share, contribution_share, irregular);

-- A block has every kind in its share; all blocks follow one order, drawn from the seed.
CREATE OR REPLACE TEMP TABLE pattern AS
SELECT kind.*,
       row_number() OVER drawn - 1 AS position,
       (sum(adults + children) OVER drawn - adults - children)::BIGINT AS persons_before
FROM kind, range(kind.count) AS t(place)
WINDOW drawn AS (ORDER BY draw(hash(kind.kind, place), 'pattern'), kind.kind, place);

-- One row an inhabitant of a thousand in the country.
CREATE OR REPLACE TEMP TABLE fund_slot AS
SELECT row_number() OVER (ORDER BY fund_code, place) - 1 AS slot, fund_code, department, territory
FROM (VALUES $funds) AS t(fund_code, department, territory, thousands), range(thousands) AS u(place);

-- Resources above the ceilings by rank in the country, in ten-thousandths of both.
CREATE OR REPLACE TEMP TABLE standard AS
SELECT rank, from_ratio + (rank - from_rank) * (to_ratio - from_ratio) // (to_rank - from_rank) AS ratio
FROM (VALUES $standards) AS t(from_rank, from_ratio, to_rank, to_ratio), range(from_rank, to_rank) AS u(rank);
