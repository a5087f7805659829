#!/usr/bin/env bash
# Tests the sandbox with third-party clients, and the client with third-party servers.
#
#   run.sh [--install] [NAME]     all checks, or those whose name contains NAME
#
# Exit codes: 0 no check failed, 1 a check failed, 2 no check has this name. A check whose tool is
# missing prints 'skipped'. --install first installs tools from PyPI and npm, below the target
# folder.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root" || exit 2
work=${CARGO_TARGET_DIR:-$root/target}/conformance
mkdir -p "$work" || exit 2
cargo=${CARGO:-cargo}

skip() { echo "$*" && exit 3; }
fail() { echo "$*" && exit 1; }

install_tools() {
    if python3 -m venv "$work/venv" >"$work/install.log" 2>&1 &&
        "$work/venv/bin/python" -m pip install --quiet --requirement "$here/requirements.txt" \
            >>"$work/install.log" 2>&1; then
        echo "installed from PyPI"
    else
        echo "not installed from PyPI: $(tail -n 1 "$work/install.log")"
    fi
    mkdir -p "$work/npm"
    # node looks for imports below the folder of the script.
    cp "$here/package.json" "$here/oauth2_server.mjs" "$work/npm/"
    if (cd "$work/npm" && npm install --no-audit --no-fund --no-package-lock --ignore-scripts) \
        >"$work/install.log" 2>&1; then
        echo "installed from npm"
    else
        echo "not installed from npm: $(tail -n 1 "$work/install.log")"
    fi
}

# Builds the example $2 of the package $1, and prints the path of its program.
example() {
    "$cargo" build --quiet --package "$1" --example "$2" --message-format=json \
        >"$work/build.json" 2>"$work/build.log" ||
        fail "$(cat "$work/build.log")"
    grep -o '"executable":"[^"]*"' "$work/build.json" | tail -n 1 | cut -d '"' -f 4
}

# Starts a program in the background for the duration of the check, and waits until its output
# matches a pattern. Sets `log` to the file of its output.
serve() {
    local pattern=$1 pid
    shift
    log=$(mktemp "$work/server.XXXXXX")
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    # shellcheck disable=SC2064
    trap "kill $pid 2>/dev/null; rm -f '$log'" EXIT
    for _ in $(seq 600); do
        grep -Eq "$pattern" "$log" && return
        kill -0 $pid 2>/dev/null || break
        sleep 0.1
    done
    fail "the server did not start: $(cat "$log")"
}

# Starts the sandbox, and exports its address and keys.
sandbox() {
    local program
    program=$(example voucherify-oauth-sandbox serve) || fail "$program"
    serve '^export VOUCHERIFY_APP_TOKEN=' "$program"
    # The program prints assignments for a shell.
    eval "$(grep '^export VOUCHERIFY_' "$log")"
}

requests=0
body=

# Sends a request with curl, and expects a status. Sets `body`.
request() {
    local path=$1 expected=$2 status
    shift 2
    body=$(curl --silent --show-error --max-time 30 --write-out '\n%{http_code}' "$@" \
        "$VOUCHERIFY_BASE_URL$path") || fail "$path: $body"
    status=${body##*$'\n'}
    body=${body%$'\n'*}
    requests=$((requests + 1))
    [ "$status" = "$expected" ] || fail "$path: expected $expected, got $status $body"
}

post() {
    request "$1" "$3" -H "X-App-Id: $VOUCHERIFY_APP_ID" \
        -H "X-App-Token: $VOUCHERIFY_APP_TOKEN" -d "$2"
}

# Prints the token in `body`.
token() { sed -E 's/.*"access_token" *: *"([^"]*)".*/\1/' <<<"$body"; }

expect_active() {
    post /v1/oauth/introspect "access_token=$1" 200
    grep -Eq "\"active\" *: *$2" <<<"$body" || fail "introspection: expected active $2, got $body"
}

# The body contains raw spaces, as in the vendor's example.
check_curl() {
    command -v curl >/dev/null || skip "no curl"
    sandbox
    post /v1/oauth/token \
        'grant_type=client_credentials&scope=qualifications validations redemptions' 200
    local secret
    secret=$(token)
    request /v1/redemptions 200 -H "Authorization: Bearer $secret"
    request /v1/vouchers 403 -H "Authorization: Bearer $secret"
    expect_active "$secret" true
    post /v1/oauth/token/revoke "access_token=$secret" 204
    post /v1/oauth/token/revoke "access_token=$secret" 404
    expect_active "$secret" false
    request /v1/redemptions 401 -H "Authorization: Bearer $secret"
    post /v1/oauth/token 'grant_type=client_credentials&scope=vouchers,campaigns' 400
    echo "$requests requests"
}

check_python() {
    local python=$work/venv/bin/python version
    local print="import importlib.metadata as m; print(m.version('voucherify'))"
    version=$("$python" -c "$print" 2>/dev/null) ||
        skip "no Python package voucherify"
    sandbox
    "$python" "$here/vendor_python.py" || exit 1
    echo "version $version"
}

# Generates valid and invalid requests from the description, and compares the responses with it.
check_schemathesis() {
    local program=$work/venv/bin/schemathesis first second output
    [ -x "$program" ] || skip "no schemathesis"
    command -v curl >/dev/null || skip "no curl"
    sandbox
    post /v1/oauth/token 'grant_type=client_credentials&scope=vouchers' 200
    first=$(token)
    post /v1/oauth/token 'grant_type=client_credentials&scope=campaigns' 200
    second=$(token)
    python3 "$here/strict.py" "$first" "$second" \
        <openapi/effective.json >"$work/service.json" || exit 1
    # The seed makes runs repeatable. Schemathesis keeps files in its working directory.
    output=$(cd "$work" && "$program" run service.json --url "$VOUCHERIFY_BASE_URL" \
        --header "X-App-Id: $VOUCHERIFY_APP_ID" --header "X-App-Token: $VOUCHERIFY_APP_TOKEN" \
        --seed 4 --max-examples 200 --continue-on-failure 2>&1) ||
        fail "$(sed -n '/= FAILURES =\|= ERRORS =/,$p' <<<"$output" | grep . || echo "$output")"
    echo "$(sed -n 's/^ *Tested: //p' <<<"$output") operations," \
        "$(grep -A1 '^ *Test cases:' <<<"$output" | tail -n 1 | sed 's/^ *//')"
}

# Runs the client with the server whose address is in `log`. Expects a token with the scope $1.
client_at_server() {
    local program output address
    program=$(example voucherify-oauth-tests conformance-client) || fail "$program"
    address=$(grep -i listening "$log" | grep -Eo 'http://127\.0\.0\.1:[0-9]+' | head -n 1)
    output=$(VOUCHERIFY_BASE_URL=$address VOUCHERIFY_APP_ID=id VOUCHERIFY_APP_TOKEN=secret \
        "$program" 2>&1) ||
        fail "$output"
    grep -q "^token: scope $1" <<<"$output" || fail "expected a token with the scope '$1': $output"
    [ "$(tail -n 1 <<<"$output")" = "revoke: revoked" ] || fail "$output"
    echo "${output//$'\n'/; }"
}

# Prism is a mock server for the description. It rejects requests that do not match.
check_prism() {
    local program=$work/npm/node_modules/.bin/prism
    [ -x "$program" ] || skip "no Prism"
    serve 'listening on http' "$program" mock --errors --port 0 openapi/effective.json
    client_at_server ""
}

# oauth2-mock-server implements RFC 6749. It grants the scopes that it parses from the request.
check_oauth2() {
    [ -d "$work/npm/node_modules/oauth2-mock-server" ] || skip "no oauth2-mock-server"
    serve 'listening on http' node "$work/npm/oauth2_server.mjs"
    client_at_server "qualifications redemptions"
}

# Compares the verdicts of `diff` with a judge in xtask/tests/diff/judges.rs.
judge() {
    local output
    output=$("$cargo" test --quiet --package xtask --test diff -- \
        --ignored --nocapture "$1" 2>&1) ||
        fail "$output"
    echo "$(grep -c ', ours ' <<<"$output") descriptions:"
    grep ', ours ' <<<"$output"
}

check_semver() {
    "$cargo" semver-checks --version >/dev/null 2>&1 || skip "no cargo-semver-checks"
    judge judges_by_semver_checks
}

check_consumer() { judge judges_by_a_consumer; }

names=(
    "sandbox with curl"
    "sandbox with the vendor's Python library"
    "sandbox with schemathesis"
    "client with Prism"
    "client with oauth2-mock-server"
    "diff compared with cargo-semver-checks"
    "diff compared with a compiled consumer"
)
checks=(
    check_curl check_python check_schemathesis check_prism check_oauth2 check_semver check_consumer
)

install= only=
for argument in "$@"; do
    case $argument in
    --install) install=yes ;;
    *) only=$argument ;;
    esac
done

chosen=()
for index in "${!names[@]}"; do
    [[ ${names[index]} == *"$only"* ]] && chosen+=("$index")
done
if [ ${#chosen[@]} = 0 ]; then
    echo "error: no check name contains '$only'" >&2
    printf -v all '%s; ' "${names[@]}"
    echo "  help: the checks are: ${all%; }" >&2
    exit 2
fi
[ -n "$install" ] && install_tools

ok=0 failed=0 skipped=0
for index in "${chosen[@]}"; do
    started=$SECONDS
    output=$("${checks[index]}" 2>&1)
    case $? in
    0) ok=$((ok + 1)) outcome="ok, $output" ;;
    3) skipped=$((skipped + 1)) outcome="skipped: $output" ;;
    *) failed=$((failed + 1)) outcome="failed: $output" ;;
    esac
    echo "${names[index]} ($((SECONDS - started)) s): $outcome"
done
echo "conformance: $ok ok, $failed failed, $skipped skipped"
[ $failed = 0 ]
