"""The same questions to this service and to others, on the same rows, with the same rights."""
