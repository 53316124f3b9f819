"""The mail with a link to choose a password: allauth's own reset flow, in neutral words."""

import logging
from smtplib import SMTPException

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from accounts.models import User

logger = logging.getLogger(__name__)


def send_password_link(request: HttpRequest, person: User) -> bool:
    """False when the mail server refuses: the person stays created, and the link can be sent again."""
    form = ResetPasswordForm({"email": person.email})
    if not form.is_valid():
        return False
    try:
        form.save(request)
    except (OSError, SMTPException):
        logger.exception("password link to user %s could not be sent", person.pk)
        return False
    return True
