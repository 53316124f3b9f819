"""What the workers are woken for. Arguments are ids; a wake-up that is lost or comes twice does no harm."""

from celery import shared_task

from notifications.services import delivering, digest, running, scheduling
from notifications.services.aside import guarded

LONG_SECONDS = 60 * 60


@shared_task(name="notifications.deliver_batch")
def deliver_batch(delivery_ids: list[int]) -> None:
    guarded(delivering.deliver, delivery_ids)


@shared_task(name="notifications.run_job", soft_time_limit=LONG_SECONDS, time_limit=LONG_SECONDS + 60)
def run_job(job_id: int) -> None:
    """A list of a whole country takes minutes: an hour is for what hangs."""
    guarded(running.run_job, job_id)


@shared_task(name="notifications.send_digests", soft_time_limit=240, time_limit=270)
def send_digests(digest_ids: list[int]) -> None:
    guarded(digest.send_digests, digest_ids)


@shared_task(name="notifications.run_due")
def run_due() -> None:
    guarded(scheduling.run_due)
