"""How long figures take over ten years of the country: 3 million accompaniments, 3 million referrals, as facts.

On a database of its own that is filled once and kept (`var/bench/figures`; ALLERVERS_DATA and BENCH_ACCOMPANIMENTS
choose another place and another volume: 60,000 are 6,000 a year, spread over all funds as in a new installation). Pages
are asked as the application does it: real view, middlewares, template, transaction, the application's database role
under row-level security. *Bare SQL*: the same numbers counted from the facts by one statement per table, as the owner
of the tables, without row-level security and without Django.
"""

import importlib
import logging
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ACCOMPANIMENTS = int(os.environ.get("BENCH_ACCOMPANIMENTS", 3_000_000))
LAST_YEAR, YEARS = 2025, 10
ROUNDS, WARM_UP = 20, 3
REGION = "84"
"""The one with the most funds. All regions are masked together, so that any other takes as long."""


def main() -> None:
    os.environ.setdefault("ALLERVERS_DATA", str(Path(__file__).parents[1] / "var" / "bench" / "figures"))
    os.environ["ALLERVERS_SECOND_FACTOR_ROLES"] = ""
    from allervers.cli.database import database

    with database():
        from allervers.config.static import collect

        logging.disable(logging.WARNING)
        collect()
        importlib.import_module("allervers.config.wsgi")  # what the server does before it answers
        _fill()
        _print_machine()
        _prepare()
        _pages()
        _command()


# --- The facts ----------------------------------------------------------------------------------------------


def _fill() -> None:
    start = time.perf_counter()
    if not _owner("select 1 from figures_accompanimentfact limit 1"):
        print(f"Writing {ACCOMPANIMENTS} accompaniments and as many referrals, as facts…", flush=True)
        for statement in (_FUNDS, _REFERRALS, _ACCOMPANIMENTS):
            _owner(statement)
        _owner("vacuum analyze figures_referralfact, figures_accompanimentfact")
        print(f"  written, each month marked: {time.perf_counter() - start:.0f} s", flush=True)
    from allervers.domain.figures.counting import catch_up

    start = time.perf_counter()
    if months := catch_up():
        _owner("vacuum analyze figures_countedmonth, figures_changedmonth")
        print(f"  {months} months of funds counted: {time.perf_counter() - start:.0f} s", flush=True)


# Facts are written in the order of their days, as they happen: a month of the country lies together, its funds mixed.
# A few funds are large, most are not.
_FUNDS = """
    create table if not exists bench_funds as
    select array_agg(id order by code) ids, array_agg(upto order by code) bounds from (
      select id, code, sum(weight) over (order by code) / sum(weight) over () as upto from (
        select id, code, exp(0.75 * sin(hashtext(code))) * (1 + (hashtext(code) % 7 = 0)::int) as weight
        from organisations_organisation where kind = 'fund' and is_active and length(code) = 3) weighted) bounded
"""
_DETECTOR = """
    case when r.detector < 0.83 then 'internal' when r.detector < 0.985 then 'partner' else 'health_professional' end,
    case when r.detector < 0.83 then (array['reception','reception','reception','other_services','telephone',
           'queries_and_outbound','medical_service','social_service'])[1 + floor(random() * 8)]
         when r.detector < 0.985 then (array['help','france_travail','departmental_council','mission_locale',
           'forum_refugies','restos_du_coeur','caf','adoma','france_services','spip','ccas','hospital','association']
           )[1 + floor(power(random(), 2) * 13)]
         else (array['general_practitioner','dentist','pharmacist','nurse'])[1 + floor(random() * 4)] end,
    case when random() < 0.49 then array['forgone_care', 'rights'] else array['rights'] end
"""
_SOME = "array_remove(array[{}], null)"


def _some(**codes: float) -> str:
    """SQL: a list in which each code stands as often as is said."""
    return _SOME.format(", ".join(f"case when random() < {share} then '{code}' end" for code, share in codes.items()))


_BASE = f"""
    from (select n, random() as detector, random() as fate, least(95, floor(16 + 80 * power(random(), 0.8))) as age,
                 date '{LAST_YEAR - YEARS + 1}-01-01' + floor(random() * {YEARS * 365.25 - 1})::int as day,
                 random() as place
          from generate_series(1, {ACCOMPANIMENTS}) n order by day offset 0) r, bench_funds f
"""
_FUND = "f.ids[1 + least(width_bucket(r.place, f.bounds), cardinality(f.ids) - 1)]"
_REFERRALS = f"""
    insert into figures_referralfact
      (id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
       urgent, forgone_care, forgone_since, forgone_causes)
    select gen_random_uuid(), {_FUND}, r.day, {_DETECTOR},
           case when random() < 0.59 then 'F' else 'M' end, r.age, false, false,
           {_some(consultation=0.2, specialist_act=0.4, medical_device=0.2, surgery=0.04)},
           (array['under_3_months', '3_to_12_months', 'over_1_year', 'over_2_years'])[1 + floor(random() * 4)],
           {_some(rights=0.2, remaining_cost=0.5, advance_of_fees=0.3, appointment_delay=0.2, transport=0.1)}
    {_BASE}
"""
_WON = "r.fate < 0.78"
_ACCOMPANIMENTS = f"""
    insert into figures_accompanimentfact
      (id, fund_id, received_on, detector_family, detector_category, reasons, sex, age, studies_opposed,
       opened_on, closed_on, closure_reason, themes, outcomes, care_types, specialties, publics,
       gp_declared_at_end, c2s_at_end, ald_exemption_at_end)
    select gen_random_uuid(), {_FUND}, r.day - floor(random() * 180)::int, {_DETECTOR},
           case when random() < 0.59 then 'F' else 'M' end, r.age, false,
           r.day - 5, case when r.fate < 0.99 then r.day end,
           case when r.fate < 0.3 then 'care_obtained' when r.fate < 0.72 then 'success_without_care'
                when {_WON} then 'partial_success' when r.fate < 0.85 then 'abandoned' when r.fate < 0.9 then 'declined'
                when r.fate < 0.95 then 'not_relevant' when r.fate < 0.99 then 'unreachable' else '' end,
           {_some(care=0.45, rights=0.5, digital=0.35, prevention=0.07, orientation=0.03)},
           case when {_WON} then
             {
    _some(
        care_guidance=0.5,
        complementary_cover=0.22,
        digital_autonomy=0.33,
        rights_opened=0.2,
        gp_found=0.1,
        financial_aid=0.02,
        prevention=0.06,
    )
} else array[]::varchar[] end,
           {
    _some(dental_prosthesis=0.29, specialist_act=0.23, optical=0.12, conservative_dental=0.1, general_practice=0.2)
},
           {_some(ophthalmology=0.2, general_practice=0.2, cardiology=0.1)},
           {_some(under_25=0.1, self_employed=0.03, help=0.01, disability=0.12, without_employment=0.24)},
           random() < 0.9, (array['free', 'contribution', 'none', 'none', ''])[1 + floor(random() * 5)], random() < 0.2
    {_BASE}
"""


def _owner(sql: str, parameters: tuple = ()) -> list[tuple]:
    """What the owner of the tables reads or writes, outside of any transaction block."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    from allervers.config.database import parameters as connection_of

    with psycopg.connect(make_conninfo(**connection_of("owner")), autocommit=True) as connection:
        done = connection.execute(sql, parameters or None)
        return done.fetchall() if done.description else []


# --- What is measured ---------------------------------------------------------------------------------------


def _print_machine() -> None:
    import platform

    counts = _owner(
        """select (select count(*) from figures_accompanimentfact), (select count(*) from figures_referralfact),
                  (select count(*) from figures_countedmonth),
                  pg_size_pretty(pg_total_relation_size('figures_countedmonth')), current_setting('server_version')"""
    )[0]
    print("{} accompaniments, {} referrals, {} counted months ({}); PostgreSQL {}".format(*counts), end="; ")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")


def _prepare() -> None:
    """What the job does when a year has changed, and when it has not."""
    from allervers.domain.figures import editions, periods

    for year in (LAST_YEAR, LAST_YEAR - 1):
        took = []
        for _ in range(2):
            start, used = time.perf_counter(), time.process_time()
            new = editions.prepare(periods.year(year))
            took.append(
                f"{'worked out' if new else 'looked at'} in {time.perf_counter() - start:.2f} s "
                f"({time.process_time() - used:.2f} s of Python's processor)"
            )
        print(f"{year}: {', '.join(took)}", flush=True)


def _pages() -> None:
    bare = {scope: _bare(scope) for scope in (None, _largest_fund())}
    print(f"{'page':54}{'median':>9}{'p95':>9}{'processor':>11}{'bare SQL':>11}{'statements':>12}")
    for title, scope, visit in _visits():
        took, processor, statements = _timed(visit)
        median, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        print(f"{title:54}{median:7.0f}ms{p95:7.0f}ms{processor:9.0f}ms{bare[scope]:9.0f}ms{statements:12}", flush=True)


def _visits() -> Iterator[tuple[str, int | None, Callable]]:
    """Title, fund (None: the nation) and a request. What shows several funds was prepared."""
    from django.test import Client
    from django.urls import reverse

    fund = _largest_fund()
    manager, analyst = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    manager.force_login(_account("manager", fund))
    analyst.force_login(_account("national_analyst", None))
    year = {"annee": str(LAST_YEAR)}

    def national(page="figures", **asked):
        return analyst.get(reverse(f"national:{page}"), year | asked)

    for state, changed in (
        ("all counted", ""),
        # 300,000 closures a year are fewer than three a minute of opening hours; so are referrals.
        ("an ordinary minute's changes", "order by id limit 3"),
        ("this month changed everywhere", ""),
    ):
        if state != "all counted":
            for table, date in (("figures_accompanimentfact", "closed_on"), ("figures_referralfact", "received_on")):
                _owner(
                    f"""update {table} set sex = sex where id in (
                          select id from {table} where {date} >= '{LAST_YEAR}-12-01' {changed})"""
                )
        yield f"largest fund, {state}", fund, lambda: manager.get(reverse("manager:figures"), year)
        yield f"nation, {state}", None, national
        yield f"region, {state}", None, lambda: national(region=REGION)
        yield f"one public of the nation, {state}", None, lambda: national(public="disability")
        yield f"export of the nation (CSV), {state}", None, lambda: national("export")
        yield f"export of a region (ODS), {state}", None, lambda: national("export", region=REGION, format="ods")
    from allervers.domain.figures.counting import catch_up

    start = time.perf_counter()
    months = catch_up()
    print(f"{f'the job counts these {months} months again':54}{(time.perf_counter() - start) * 1000:7.0f}ms")


def _account(role: str, fund: int | None):
    import pghistory

    from allervers.config.database import as_owner
    from allervers.domain.organisations.models import Organisation, User

    with as_owner(), pghistory.context(why="benchmarks"):
        return User.objects.get_or_create(
            username=f"bench-{role}",
            defaults={
                "role": role,
                "organisation": Organisation.objects.get(**({"pk": fund} if fund else {"kind": "national"})),
            },
        )[0]


def _largest_fund() -> int:
    return _owner("select fund_id from figures_accompanimentfact group by 1 order by count(*) desc limit 1")[0][0]


def _timed(visit: Callable) -> tuple[list[float], float, int]:
    """Milliseconds of each visit; processor time of one, ours and the database's, which a busy machine does not
    lengthen; and how many statements one runs."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took = []
    for number in range(ROUNDS + WARM_UP):
        if number == WARM_UP:
            before = _processor_time(connection)
        start = time.perf_counter()
        response = visit()
        if response.status_code != 200:
            raise SystemExit(f"The page answered {response.status_code}.")
        if number >= WARM_UP:
            took.append((time.perf_counter() - start) * 1000)
    processor = (_processor_time(connection) - before) * 1000 / ROUNDS
    with CaptureQueriesContext(connection) as statements:
        visit()
    return took, processor, len(statements)


def _processor_time(connection) -> float:
    """Seconds used so far by this process and by the one that serves it in an embedded database."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        used = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


def _bare(fund: int | None) -> float:
    """Milliseconds of the same counts, of the year and of the one before, asked from the facts; the better of two."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    from allervers.config.database import parameters

    with psycopg.connect(
        make_conninfo(**parameters("owner")), autocommit=True, cursor_factory=psycopg.ClientCursor
    ) as owner:
        statements = list(_statements(fund))
        runs = []
        for _ in range(2):
            start = time.perf_counter()
            for sql, values in statements:
                owner.execute(sql, values).fetchall()
            runs.append((time.perf_counter() - start) * 1000)
    return min(runs)


def _statements(fund: int | None) -> Iterator[tuple[str, list]]:
    from allervers.domain.figures.counting import counting, sources
    from allervers.domain.figures.indicators import CATALOGUE
    from allervers.domain.figures.shapes import all_counted, all_totals

    figures = [entry.figure for entry in CATALOGUE.values()]
    for facts, day in sources():
        populations = [p for p in all_counted(figures) if (p.facts, p.dated_by) == (facts, day)]
        totals = [t for t in all_totals(figures) if (t[1].facts, t[1].dated_by) == (facts, day)]
        of_fund = f" and fund_id = {fund}" if fund else ""
        for year in (LAST_YEAR, LAST_YEAR - 1) if day else (LAST_YEAR,):
            when = f"{day} between '{year}-01-01' and '{year}-12-31'" if day else "closed_on is null"
            count = counting(facts, populations, totals, (when + of_fund, []))
            yield f"select fund_id, {', '.join(count.numbers)} from {count.rows} group by 1", count.parameters


def _command() -> None:
    """`allervers figures` as it is typed: the interpreter's start included; the database runs already."""
    command = [Path(sys.executable).parent / "allervers", "figures", "--year", str(LAST_YEAR), "--json"]
    took = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took.append(time.perf_counter() - start)
    print(f"allervers figures --year {LAST_YEAR} --json: {statistics.median(took):.2f} s")
