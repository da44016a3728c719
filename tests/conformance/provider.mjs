// A certified OpenID Connect provider (oidc-provider) that issues signed access tokens to one client, whose id is the
// person. PROVIDER_KEYS are its private keys: to rotate is to start it again with others.
import { createServer } from "node:http";

import { Provider } from "oidc-provider";

const { PROVIDER_PORT: port, PROVIDER_KEYS: keys, PROVIDER_CLIENT: client } = process.env;
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  jwks: { keys: JSON.parse(keys) },
  clients: [
    {
      client_id: client,
      client_secret: "secret",
      grant_types: ["client_credentials"],
      redirect_uris: [],
      response_types: [],
      id_token_signed_response_alg: "ES256",
    },
  ],
  scopes: ["kinerja"],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => "https://kinerja.example",
      getResourceServerInfo: () => ({
        scope: "kinerja",
        audience: "kinerja",
        accessTokenFormat: "jwt",
        accessTokenTTL: 300,
        jwt: { sign: { alg: "ES256" } },
      }),
    },
  },
  extraTokenClaims: () => ({ agency: "TST" }),
});
createServer(provider.callback()).listen(Number(port), "127.0.0.1", () => console.log("ready"));
