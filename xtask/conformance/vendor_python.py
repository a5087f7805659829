"""Requests, uses, introspects and revokes a token with the vendor's library.

The library has no methods for OAuth. This script calls `param_serialize` and `call_api`, as the
generated methods of the library do.
"""

import json
import os

import voucherify

SCOPES = "qualifications validations redemptions"

configuration = voucherify.Configuration(host=os.environ["VOUCHERIFY_BASE_URL"])
configuration.api_key["X-App-Id"] = os.environ["VOUCHERIFY_APP_ID"]
configuration.api_key["X-App-Token"] = os.environ["VOUCHERIFY_APP_TOKEN"]
client = voucherify.ApiClient(configuration)


def call(method, path, form=None, headers=None, keys=True):
    """Sends a request. Returns the status, and the JSON body or `None`."""
    request = client.param_serialize(
        method=method,
        resource_path=path,
        header_params={
            "Accept": "application/json",
            **({"Content-Type": "application/x-www-form-urlencoded"} if form else {}),
            **(headers or {}),
        },
        post_params=list((form or {}).items()),
        auth_settings=["X-App-Id", "X-App-Token"] if keys else [],
    )
    response = client.call_api(*request)
    body = response.read()
    return response.status, json.loads(body) if body else None


def expect(what, found, expected):
    if found != expected:
        raise SystemExit(f"{what}: expected {expected!r}, got {found!r}")


status, token = call(
    "POST", "/v1/oauth/token", {"grant_type": "client_credentials", "scope": SCOPES}
)
expect("status of the token", status, 200)
expect("granted scopes", sorted(token["scope"].split(" ")), sorted(SCOPES.split(" ")))
expect("kind of token", (token["token_type"], token["expires_in"]), ("Bearer", 900))
secret = token["access_token"]
bearer = {"Authorization": f"{token['token_type']} {secret}"}

expect("use of the token", call("GET", "/v1/redemptions", headers=bearer, keys=False)[0], 200)
expect("use together with the keys", call("GET", "/v1/redemptions", headers=bearer)[0], 200)
expect("use for another scope", call("GET", "/v1/vouchers", headers=bearer, keys=False)[0], 403)

status, known = call("POST", "/v1/oauth/introspect", {"access_token": secret})
expect("introspection", (status, known["active"], known["scope"]), (200, True, token["scope"]))
expect("revocation", call("POST", "/v1/oauth/token/revoke", {"access_token": secret}), (204, None))
revocation = call("POST", "/v1/oauth/token/revoke", {"access_token": secret})
expect("second revocation", revocation, (404, None))
revoked = call("POST", "/v1/oauth/introspect", {"access_token": secret})
expect("introspection of the revoked token", revoked, (200, {"active": False}))
used = call("GET", "/v1/redemptions", headers=bearer, keys=False)
expect("use of the revoked token", used[0], 401)

status, error = call(
    "POST", "/v1/oauth/token", {"grant_type": "client_credentials", "scope": "vouchers,campaigns"}
)
expect("scopes with a comma", (status, error.get("key")), (400, "invalid_scope"))
