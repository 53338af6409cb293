"""Runs a command to its end and says what it cost: wall and CPU seconds, peak memory in MiB, exit code; as one line of JSON."""
import json
import resource
import subprocess
import sys
import time

started = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    json.dumps(
        {
            "wallS": time.monotonic() - started,
            "cpuS": usage.ru_utime + usage.ru_stime,
            "peakMiB": usage.ru_maxrss / 1024,
            "exit": done.returncode,
            "error": done.stderr.decode()[-2000:],
        }
    )
)
