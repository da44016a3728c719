"""How somebody stands towards an object: what the permission matrix grants rights to."""

from enum import StrEnum


class Standing(StrEnum):
    """A relation of the one who asks to the object that is asked about; one may have several."""

    PUBLIC = "PUBLIC"
    """Anybody, also without a token."""
    EMPLOYEE = "EMPLOYEE"
    """Anybody with a token of this agency."""
    SELF = "SELF"
    """The employee the object is about."""
    APPRAISER = "APPRAISER"
    """The appraising officer of that employee in that post, today."""
    REVIEWER = "REVIEWER"
    """The appraising officer's superior, today."""
    SUPPORTER = "SUPPORTER"
    """Whose own result supports the leader's result: may read that result, not the rest of the plan."""
    RATER = "RATER"
    """Who gave the rating."""
    PERFORMANCE_ADMINISTRATOR = "PERFORMANCE_ADMINISTRATOR"
    STANDARD_AUTHORITY = "STANDARD_AUTHORITY"
    INSPECTOR = "INSPECTOR"
    AUDITOR = "AUDITOR"
    OPERATOR = "OPERATOR"
    """Who runs the service, at its command line."""
