#!/usr/bin/env bash
# Runs a full console for as long as wanted: `tests/endurance.sh [SECONDS]`, 600 by default. 128 strips with everything on, 64-frame blocks, 2,000 OSC messages a second and
# two listeners: under JACK in real time, then freewheeling, then in virtual time, then through the death of the server. Prints the console's own figures every 10 s.
# The last line is the verdict; exit code 1 where a promise was not kept, 2 where nothing could be run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

seconds=${1:-600}
[[ $seconds =~ ^[1-9][0-9]*$ ]] && [ "$seconds" -ge 20 ] || { echo "usage: tests/endurance.sh [SECONDS], at least 20" >&2; exit 2; }
command -v jackd >/dev/null || { echo "There is no jackd here: install jackd2 and jack-tools; tests/run.sh does so as root." >&2; exit 2; }

project=tests/MixConsole.EndToEnd.Tests
dotnet build "$project" -v q -nologo || { echo "It does not build, so nothing ran." >&2; exit 2; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
machine() { echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), steal $(awk '/^cpu / { print $9 }' /proc/stat) ticks"; }

machine
MIXCONSOLE_ENDURANCE_SECONDS=$seconds MIXCONSOLE_ENDURANCE_LOG=$log \
  dotnet test "$project" --no-build --nologo -v q --filter "FullyQualifiedName~Endurance" --logger 'console;verbosity=normal' </dev/null >"$log.tests" 2>&1 &
running=$!
trap 'kill "$running" 2>/dev/null || true; rm -f "$log" "$log.tests"' EXIT
tail -n +1 -f --pid="$running" "$log"
code=0
wait "$running" || code=$?
machine
grep -E '^ +(Passed|Failed) |Assert|Expected|Actual' "$log.tests" || true
if [ "$code" -eq 0 ]; then echo "verdict: every promise was kept"; else echo "verdict: a promise was not kept"; exit 1; fi
