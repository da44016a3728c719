"""Loading an agency's files into its log, and exporting the same files from it."""
