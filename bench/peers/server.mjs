// PostGraphile over the read models, as its documentation says for production: no watching, no GraphiQL, no
// mutations, prepared statements, one pool. Who asks comes in headers, so that no token has to be verified.
import { createServer } from "node:http";

import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { grafserv } from "postgraphile/grafserv/node";
import { makeJSONPgSmartTagsPlugin } from "postgraphile/utils";

const tags = JSON.parse(process.env.PEER_TAGS);
const connection = JSON.parse(process.env.PEER_CONNECTION);

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [makeJSONPgSmartTagsPlugin({ version: 1, config: tags })],
  pgServices: [
    makePgService({ schemas: ["read", "peer_views"], poolConfig: { ...connection, max: Number(process.env.PEER_POOL) } }),
  ],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false, maxRequestLength: 100000 },
  grafast: {
    explain: false,
    context(request) {
      const headers = request.node?.req?.headers ?? {};
      return { pgSettings: JSON.parse(headers["x-settings"] ?? "{}") };
    },
  },
  schema: { defaultBehavior: "-insert -update -delete -mutation" },
};

const server = createServer();
server.on("error", (error) => {
  throw error;
});
const instance = postgraphile(preset).createServ(grafserv);
await instance.addTo(server);
server.keepAliveTimeout = 60000;
server.listen(Number(process.env.PEER_PORT), "127.0.0.1");
