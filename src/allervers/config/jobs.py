"""The housekeeping of the job queue itself. Tasks of the house live in their app's ``tasks.py``."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context, timestamp: int) -> None:
    """Give back the jobs of workers that were killed; so every task must bear being run twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=30):
        await manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget_finished", pass_context=True)
async def forget_finished(context, timestamp: int) -> None:
    """Forget finished jobs after 30 days; failed ones stay until somebody looked at them."""
    await context.app.job_manager.delete_old_jobs(nb_hours=30 * 24)
