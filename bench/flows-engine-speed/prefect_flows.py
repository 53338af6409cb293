"""The same shapes in Prefect: prints {"name": [seconds, ...]}. Run by run.ts with a Python that has Prefect."""

import json
import sys
import time

from prefect import flow, task


@task
def trivial(index: int) -> dict:
    return {"value": index}


@flow
def ten_chained() -> None:
    last = 0
    for _ in range(10):
        last = trivial(last)["value"]


@flow
def forty_parallel() -> None:
    for future in [trivial.submit(index) for index in range(40)]:
        future.result()


rounds = int(sys.argv[1])
figures = {}
ten_chained()  # starts the server and its connections
for one in (ten_chained, forty_parallel):
    figures[one.name] = []
    for _ in range(rounds):
        began = time.perf_counter()
        one()
        figures[one.name].append(time.perf_counter() - began)
print(json.dumps(figures))
