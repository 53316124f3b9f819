"""The demo: invented people in two invented organisations, three months of arrears, every state there is.

houses.py makes the register, people.py who works there, plots.py what happens to whom, ledger.py the files a
rent ledger would send, build.py plays it all through the real services, day by day, and backdates it.
scale.py makes a national register for benchmarks instead.
"""
