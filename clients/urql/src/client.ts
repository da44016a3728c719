import { Client, fetchExchange, makeOperation, mapExchange } from "@urql/core";

/**
 * The client of one person. Everything goes over HTTP: subscriptions come as server-sent events.
 * Documents go by the id that the build wrote into the manifest, once the service knows that manifest.
 */
export function connect(url: string, token: string) {
  const events = new Set<AbortController>();
  const client = new Client({
    url,
    exchanges: [byId, fetchExchange],
    preferGetMethod: false,
    fetchSubscriptions: true,
    fetchOptions: { headers: { Authorization: `Bearer ${token}`, "Accept-Language": "en" } },
    fetch: async (input, init) => {
      const cut = new AbortController();
      events.add(cut);
      const signal = init?.signal ? AbortSignal.any([init.signal, cut.signal]) : cut.signal;
      return fetch(input, { ...init, signal });
    },
  });
  /** What a broken network does. */
  const cut = () => {
    for (const controller of events) controller.abort(new Error("cut"));
    events.clear();
  };
  return { client, cut };
}

/** Sends the id of a document in the manifest instead of its text. */
const byId = mapExchange({
  onOperation(operation) {
    const { __meta__: meta } = operation.query as { __meta__?: { hash?: string } };
    const query = { kind: "Document", definitions: [], documentId: meta?.hash };
    return makeOperation(operation.kind, { ...operation, query: query as never }, operation.context);
  },
});
