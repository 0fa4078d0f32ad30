"""台账导入: the outlet's own customer ledger, from a file on a stick to customers on file."""
