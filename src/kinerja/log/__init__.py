"""The log: facts in dense positions per agency, receipts of commands, data keys. The only truth."""
