"""Times queries over a database of SQLite. usage: sqlite.py DATABASE QUERIES

QUERIES has one query a line, of statements with ";" between them. If there are several, the
first counts what is found.
"""

import sqlite3
import statistics
import sys
import time

db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA mmap_size = 2000000000")
for line in open(sys.argv[2]):
    statements = line.strip().split("; ")
    times = []
    begin = time.perf_counter()
    while len(times) < 21:
        start = time.perf_counter()
        rows = [db.execute(s).fetchall() for s in statements]
        end = time.perf_counter()
        if start - begin > 1:  # after a second, the caches are warm
            times.append(end - start)
    found = f", {rows[0][0][0]}" if len(statements) > 1 else ""
    print(f"{statistics.median(times) * 1000:.2f}{found}")
