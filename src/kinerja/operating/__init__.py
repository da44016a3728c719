"""Operating an installation: doctor, backup, restore. What an operator gets wrong is said in a sentence."""


class OperatorError(Exception):
    """Something at the command line or in the environment that only the operator can put right."""
