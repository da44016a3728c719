import { createClient } from "graphql-ws";
import {
  Environment,
  Network,
  Observable,
  RecordSource,
  Store,
  type FetchFunction,
  type GraphQLResponse,
  type SubscribeFunction,
} from "relay-runtime";
import WebSocket from "ws"; // a browser has one itself: leave out this line and webSocketImpl

/** The environment of one person. Documents go by the id that relay-compiler wrote into the manifest. */
export function connect(url: string, token: string) {
  const authorization = `Bearer ${token}`;
  const socket = createClient({
    url: url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: authorization },
    // A subscription that was cut is resumed by its position (follow.ts). To send the old one again would double.
    retryAttempts: 0,
  });
  const fetched: FetchFunction = async ({ id, name }, variables) => {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        Authorization: authorization,
        "Accept-Language": "en",
        Accept: "application/graphql-response+json",
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ documentId: id, operationName: name, variables }),
    });
    return (await response.json()) as GraphQLResponse;
  };
  const subscribed: SubscribeFunction = ({ id, name }, variables) =>
    Observable.create((sink) =>
      // graphql-ws wants a text; an empty one is none to the service.
      socket.subscribe({ query: "", documentId: id, operationName: name, variables } as never, sink as never),
    );
  const environment = new Environment({
    network: Network.create(fetched, subscribed),
    store: new Store(new RecordSource()),
  });
  return { environment, socket };
}
