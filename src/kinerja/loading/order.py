"""The files of a folder and the order in which their lines become commands."""

from kinerja.loading import agency, organisation, plans, progress, standards
from kinerja.loading.format import FileFormat
from kinerja.loading.stages import Stage

FILES: tuple[FileFormat, ...] = (
    agency.AGENCY,
    organisation.ORG_UNITS,
    organisation.POSITIONS,
    organisation.EMPLOYEES,
    organisation.ASSIGNMENTS,
    agency.ROLES,
    standards.STANDARDS,
    standards.INDICATORS,
    standards.PERIODS,
    plans.PLANS,
    plans.WORK_RESULTS,
    plans.TARGETS,
    plans.EXPECTATIONS,
    progress.PROGRESS,
)
"""Every file that is loaded and exported."""

SPOKEN = ("feedback", "ratings", "evaluations")
"""What people say of each other is said by themselves: these files are left alone."""

STAGES: tuple[Stage, ...] = (
    organisation.ESTABLISH_UNIT,
    organisation.ESTABLISH_POSITION,
    organisation.REGISTER,
    organisation.ASSIGN,
    agency.GRANT,
    standards.DRAFT,
    standards.DEFINE,
    standards.APPROVE,
    standards.BRING_INTO_FORCE,
    standards.OPEN,
    plans.DRAFT,
    plans.ADD_RESULT,
    plans.SET_TARGET,
    plans.EXPECT,
    plans.SUBMIT,
    plans.APPROVE,
    progress.REPORT,
)
"""What follows once the agency is founded."""


def stages_of(form: FileFormat) -> list[Stage]:
    """The stages that the lines of a file go through."""
    return [stage for stage in (agency.FOUND, *STAGES) if stage.file is form]
