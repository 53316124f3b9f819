"""The integration API, version 1: the rent ledger's own program posts lists and asks how they went."""
