"""The same text on a cluster, by PySpark, several parts of a population at a time.

The cluster is found as Spark itself finds it: ``spark-submit``, ``PYSPARK_SUBMIT_ARGS``, ``MASTER`` (``SPARK_MASTER``
too), ``spark-defaults.conf``, else the cores of this machine; a session that is open already is used. The workers read
and write the files, so the folders have the same path on all machines.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlglot import exp

from allervers.population.amounts import SUMS
from allervers.population.compiler import ANSWERS, LIVING, MISSING, SUCCESSORS, CompiledLaw
from allervers.population.engines import Job
from allervers.population.files import Refused
from allervers.population.tables import ENTITLEMENTS, HOUSEHOLDS, TABLES, Table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

DIALECT = "spark"
TYPES = {"BIGINT": "BIGINT", "VARCHAR": "STRING", "BOOLEAN": "BOOLEAN", "DATE": "DATE"}
PART = "part"
# What the result hangs on is not left to the settings of a cluster; nor is a table gathered in the driver's memory, for
# both sides of our joins grow with the population.
SETTINGS = {
    "spark.sql.adaptive.autoBroadcastJoinThreshold": "-1",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.caseSensitive": "false",
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.sql.files.maxRecordsPerFile": "0",
    "spark.sql.parquet.compression.codec": "snappy",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}


class Spark:
    """As many parts together as the cluster has cores, for to plan a text costs the same for one or for fifty."""

    def __init__(self, session: SparkSession, text: CompiledLaw, scratch: Path):
        self.session, self.text, self.scratch = session, text, scratch

    @property
    def together(self) -> int:
        return self.session.sparkContext.defaultParallelism

    def evaluate_all(self, jobs: Sequence[Job]) -> int:
        for table in TABLES.values():
            rows = self._read(table, [job.files[table.name] for job in jobs])
            rows.createOrReplaceTempView(table.name)
        self._view(SUCCESSORS, self.text.successors, kept=True)
        self._view(LIVING, self.text.living)
        self._view(SUMS, self.text.sums, kept=True)
        self._view(ANSWERS, self.text.answers, kept=True)
        some = self.session.sql(self.text.sql("some_unknown", DIALECT)).head()
        self._view(MISSING, self.text.missing if some else self.text.none_missing)
        return self._write(self._rows(self.text.entitlements), jobs)

    def _read(self, table: Table, files: Sequence[Path]) -> DataFrame:
        """With the types of the format: a column that a part lacks, or that holds nothing but nulls there, is null."""
        columns = ", ".join(f"{column.name} {TYPES[column.type]}" for column in table.columns)
        return self.session.read.schema(columns).parquet(*map(_address_read, files))

    def _view(self, name: str, query: exp.Select, kept: bool = False) -> None:
        """A view by query of the chain. What several others read is kept, and its plan forgotten: the plans of all put
        together are more than Spark's optimizer can hold."""
        rows = self._rows(query)
        if kept:
            rows = rows.localCheckpoint(eager=False)
        rows.createOrReplaceTempView(name)

    def _rows(self, query: exp.Select) -> DataFrame:
        query = query.copy()
        for part in query.ctes:
            self._view(part.alias, part.this, kept=bool(part.args.get("materialized")))
        chain = query.find(exp.With)
        if chain is not None:
            chain.pop()
        return self.session.sql(query.sql(DIALECT))

    def _write(self, answers: DataFrame, jobs: Sequence[Job]) -> int:
        """One file by part, put at the place that the job gives."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        names = [column.name for column in ENTITLEMENTS.columns]
        of_household = self._read(HOUSEHOLDS, [job.files[HOUSEHOLDS.name] for job in jobs])
        of_household = of_household.selectExpr("household_id", f"_metadata.file_name AS {PART}")
        answers = answers.join(of_household, "household_id").select(*names, PART)
        answers.repartition(PART).write.partitionBy(PART).parquet(_address(self.scratch))
        written = self.session.read.schema(answers.schema).parquet(_address_read(self.scratch)).groupBy(PART).count()
        counts = dict(map(tuple, written.collect()))
        for job in jobs:
            name = job.files[HOUSEHOLDS.name].name
            place = self.scratch / f"{PART}={name}"
            if name not in counts:
                answers.drop(PART).limit(0).coalesce(1).write.parquet(_address(place))
            (file,) = place.glob("*.parquet")
            file.replace(job.target)
        shutil.rmtree(self.scratch)
        return sum(counts.values())


def _address(path: Path) -> str:
    """Where to write: on the file system of the machines, whatever the cluster's own is."""
    return f"file://{path.absolute()}"


def _address_read(path: Path) -> str:
    """Where to read: no character stands for others."""
    return re.sub(r"([\\*?\[\]{}])", r"\\\1", _address(path))


# --- the session -----------------------------------------------------------------------------------------------------


def require() -> None:
    """`Refused` if this installation cannot run Spark."""
    try:
        import pyspark  # noqa: F401
    except ImportError as error:
        raise Refused(
            "--engine spark : PySpark manque, installer allervers[spark] et Java 17 (ou plus récent)"
        ) from error
    given_by_submit = "PYSPARK_GATEWAY_PORT" in os.environ
    if not (given_by_submit or os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise Refused(
            "--engine spark : Java manque, installer Java 17 ou plus récent (Debian : apt-get install"
            " default-jre-headless), ou dire où il est dans JAVA_HOME"
        )


@contextmanager
def opened(log: Path) -> Iterator[SparkSession]:
    """A session with `SETTINGS`. What Spark says goes to ``log``, its failures become `Refused`."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    with ExitStack() as life:
        try:
            ours = (SparkSession.getActiveSession() or _started(log, life)).newSession()
            for name, value in SETTINGS.items():
                ours.conf.set(name, value)
            yield ours
        except (PySparkException, Py4JError, ConnectionError) as error:
            told = f" ; son journal : {log}" if log.exists() else ""
            raise Refused(f"Spark a échoué : {_reason(error)}{told}") from error


def _started(log: Path, life: ExitStack) -> SparkSession:
    """A Java of our own, that ends with ``life``."""
    from pyspark import SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    with log.open("wb") as handle:
        gateway = launch_gateway(_asked(), {"stdout": handle, "stderr": handle})
    life.callback(_end, gateway)
    context = SparkContext(conf=_found(gateway), gateway=gateway)
    life.callback(context.stop)
    return SparkSession(context)


def _end(gateway) -> None:
    from py4j.protocol import Py4JError
    from pyspark import SparkContext

    # PySpark would use this one again.
    SparkContext._gateway = SparkContext._jvm = None
    with suppress(Py4JError, ConnectionError):
        gateway.shutdown()
    if gateway.proc is not None:
        gateway.proc.stdin.close()
        gateway.proc.wait()


def _asked():
    from pyspark import SparkConf

    conf = SparkConf(loadDefaults=False)
    return conf.setMaster(os.environ["SPARK_MASTER"]) if "SPARK_MASTER" in os.environ else conf


def _found(gateway):
    """What spark-submit made of the settings around, and ours where nothing was said."""
    from pyspark import SparkConf

    conf = SparkConf(_jvm=gateway.jvm).setAppName("allervers")
    conf.set("spark.ui.showConsoleProgress", "false")
    conf.setIfMissing("spark.ui.enabled", "false")
    if conf.get("spark.master").startswith("local"):
        conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1")
        conf.setIfMissing("spark.driver.host", "127.0.0.1")
    return conf


def _reason(error: Exception) -> str:
    """The first line, without what only a developer of Spark reads."""
    from py4j.protocol import Py4JError

    told = type(error).__name__
    with suppress(Py4JError, ConnectionError):
        # Java itself may be gone.
        java = getattr(error, "java_exception", None)
        told = str(error if java is None else java.toString()).strip() or told
    if "JAVA_GATEWAY_EXITED" in told:
        return "Java n'a pas démarré, il faut Java 17 ou plus récent"
    return told.splitlines()[0][:300]
