#!/usr/bin/env bash
# Builds the console once and runs every test project. The last line is the sum: "N passed, N failed, N skipped".
# Exit code 1 when anything failed, or when no test ran at all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Build servers that outlive the run would keep memory, and a pipe that reads our output, open.
export MSBUILDDISABLENODEREUSE=1

# Real neighbours of the console: a sound server, device libraries, and tools that measure our files independently.
neighbours=(jackd2 jack-tools libportaudio2 librtmidi6 libsndfile1 libsoxr0 libebur128-1 ffmpeg liblo-tools)

missing_neighbours() {
  local package
  for package in "${neighbours[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || echo "$package"
  done
}

install_neighbours() {
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || {
    echo "No apt-get here: tests that need ${neighbours[*]} say that they are skipped where these are missing."
    return 0
  }
  local wanted log package
  mapfile -t wanted < <(missing_neighbours)
  [ ${#wanted[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    echo "Not installed: ${wanted[*]}. Tests that need them say that they are skipped; as root this script installs them."
    return 0
  fi

  echo "Installing ${wanted[*]}"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  apt-get -qq update >"$log" 2>&1 || true
  if ! apt-get -qq install -y --no-install-recommends "${wanted[@]}" >>"$log" 2>&1 </dev/null; then
    # One unknown name refuses the whole list; the others are still worth having.
    for package in "${wanted[@]}"; do
      apt-get -qq install -y --no-install-recommends "$package" >>"$log" 2>&1 </dev/null || true
    done
  fi
  mapfile -t wanted < <(missing_neighbours)
  [ ${#wanted[@]} -eq 0 ] ||
    echo "Could not install ${wanted[*]} ($(grep -m 1 '^E:' "$log" || echo "see apt-get install ${wanted[*]}")). Tests that need them say that they are skipped."
  rm -f "$log"
}

install_neighbours

if ! dotnet build MixConsole.sln -v q -nologo; then
  echo "The solution does not build, so no test ran."
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0 failed=0 skipped=0

for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  # A project that hangs must not take the others with it.
  code=0
  timeout --kill-after=10 900 dotnet test "$project" --no-build --nologo --verbosity quiet \
    --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' </dev/null || code=$?

  counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" 2>/dev/null || true)
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  total=$(count total) executed=$(count executed) good=$(count passed)
  : "${total:=0}" "${executed:=0}" "${good:=0}"
  bad=$((executed - good)) # failed, timed out, aborted
  if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then
    echo "$name ended with code $code before its tests were done; it counts as one failure."
    bad=1
  fi
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + total - executed))
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
