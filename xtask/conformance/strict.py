"""Replaces our extensions in the description with OpenAPI keywords, for third-party testers.

Reads the description from standard input and writes it to standard output. The service must accept
all requests that match the result, and reject all others. The arguments are active tokens.
"""

import json
import sys

FORM = "application/x-www-form-urlencoded"

document = json.load(sys.stdin)
tokens = iter(sys.argv[1:])


def resolve(reference):
    value = document
    for step in reference.removeprefix("#/").split("/"):
        value = value[step.replace("~1", "/").replace("~0", "~")]
    return value


def strict(value):
    """Adds a pattern to delimited strings, and a minimum length to secrets."""
    if isinstance(value, list):
        for item in value:
            strict(item)
    if not isinstance(value, dict):
        return
    if "x-delimited" in value:
        separator = value["x-delimited"]["separator"]
        items = "|".join(resolve(value["x-delimited"]["items"]["$ref"])["enum"])
        items = items.replace(".", "\\.")
        value["pattern"] = f"^({items})({separator}({items}))*$"
    if value.get("format") == "password" and value.get("type") == "string":
        value["minLength"] = 1
    for member in value.values():
        strict(member)


strict(document["components"]["schemas"])
for schema in document["components"]["schemas"].values():
    if schema.get("required") == ["access_token"]:
        schema["properties"]["access_token"].setdefault("minLength", 1)
        token = next(tokens, None)
        if token:
            schema["example"] = {"access_token": token}

# Adds an example for each scope, since a tester that picks scopes at random may miss some.
content = document["paths"]["/v1/oauth/token"]["post"]["requestBody"]["content"][FORM]
content["examples"] = {
    str(number): {"value": {"grant_type": "client_credentials", "scope": scope}}
    for number, scope in enumerate(document["components"]["schemas"]["Scope"]["enum"])
}
json.dump(document, sys.stdout)
