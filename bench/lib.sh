# Shared by the benchmarks: starting a server, medians.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
server=target/release/meshery
work=$(mktemp -d)
pid=

now_us() { echo "$(($(date +%s%N) / 1000))"; }

# start_server: starts a server on a free port with an empty data directory; sets pid, url.
start_server() {
  : > "$work/out"
  XDG_CONFIG_HOME=$work "$server" --listen 127.0.0.1:0 --data-dir "$work/data" > "$work/out" 2> "$work/log" &
  pid=$!
  while ! grep -q ready "$work/out"; do sleep 0.001; done
  url=$(sed -n 's/^Meshery is ready at //p' "$work/out")
}

stop_server() {
  [ -z "$pid" ] || { kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; }
  pid=
}

finish() { stop_server; rm -rf "$work"; }
trap finish EXIT

# median of the numbers on standard input
median() { sort -n | awk '{a[NR]=$1} END {if (NR%2) print a[(NR+1)/2]; else print (a[NR/2]+a[NR/2+1])/2}'; }
