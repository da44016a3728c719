"""Files beside the log: sealed for whom they are about, stored under the hash of what is stored."""
