"""Rules as versioned data with a pure evaluator: exact fractions, one rounding at the end, no clock."""
