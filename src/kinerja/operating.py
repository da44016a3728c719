"""What an operator can get wrong, said in a sentence that names what to do."""


class OperatorError(Exception):
    """Something at the command line or in the environment that only the operator can put right."""
