// A third-party OAuth server, with the paths of the service and the fields that the service adds to
// the responses of RFC 6749. It parses the requests without code of ours.

import { OAuth2Server } from "oauth2-mock-server";

const server = new OAuth2Server(undefined, undefined, {
  endpoints: {
    token: "/v1/oauth/token",
    introspect: "/v1/oauth/introspect",
    revoke: "/v1/oauth/token/revoke",
  },
});
await server.issuer.keys.generate("RS256");

let issued = null;
let active = false;
server.service.on("beforeResponse", (response) => {
  const { exp } = JSON.parse(Buffer.from(response.body.access_token.split(".")[1], "base64url"));
  Object.assign(response.body, { client_id: "conformance", expires_at: exp });
  issued = response.body;
  active = true;
});
server.service.on("beforeIntrospect", (response) => {
  response.body = active ? { active: true, ...issued } : { active: false };
});
server.service.on("beforeRevoke", (response) => {
  response.statusCode = active ? 204 : 404;
  active = false;
});

await server.start(0, "127.0.0.1");
console.log(`listening on http://127.0.0.1:${server.address().port}`);
