import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import WebSocket from "ws"; // a browser has one itself: leave out this line and webSocketImpl

/** The client of one person: queries and mutations over HTTP, subscriptions over one socket. */
export function connect(url: string, token: string) {
  const authorization = `Bearer ${token}`;
  const socket = createClient({
    url: url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: authorization },
    // A subscription that was cut is resumed by its position (follow.ts). To send the old one again would double.
    retryAttempts: 0,
  });
  const http = new HttpLink({
    uri: url,
    headers: { Authorization: authorization, "Accept-Language": "en" },
  });
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    http,
  );
  return { apollo: new ApolloClient({ link, cache: new InMemoryCache() }), socket };
}
