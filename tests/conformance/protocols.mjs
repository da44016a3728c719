// graphql-transport-ws and server-sent events as their clients and their texts want them. Prints one line a check.
import { createClient as sseClient } from "graphql-sse";
import { createClient as wsClient } from "graphql-ws";
import WebSocket from "ws";

const url = process.env.KINERJA_URL;
const token = `Bearer ${process.env.KINERJA_TOKEN}`;
const socketUrl = url.replace(/^http/, "ws");
const SUBSCRIPTION = "subscription { recorded(after: \"0\") { position } }";
const checks = {};

/** A socket that says what it is told to say; what it was told and how it was closed. */
function raw(script, { protocols = ["graphql-transport-ws"] } = {}) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(socketUrl, protocols);
    const messages = [];
    const done = (end) => resolve({ messages, protocol: socket.protocol, ...end });
    const timer = setTimeout(() => {
      socket.terminate();
      done({ code: null });
    }, 4000);
    socket.on("open", () => script.onOpen?.(socket));
    socket.on("message", (data, binary) => {
      const message = JSON.parse(data.toString());
      messages.push({ ...message, binary });
      script.onMessage?.(socket, message);
    });
    socket.on("close", (code) => {
      clearTimeout(timer);
      done({ code });
    });
    socket.on("error", reject);
  });
}

const send = (socket, message) => socket.send(JSON.stringify(message));
const INIT = { type: "connection_init", payload: { Authorization: token } };
const subscribe = (id, query) => ({ type: "subscribe", id, payload: { query } });
/** After the acknowledgement, this. */
const acknowledged = (then) => ({
  onOpen: (socket) => send(socket, INIT),
  onMessage: (socket, message) => message.type === "connection_ack" && then(socket),
});

function check(name, run) {
  checks[name] = run;
}
const equal = (found, wanted) => {
  if (found !== wanted) throw new Error(`${JSON.stringify(found)} where ${JSON.stringify(wanted)} is due`);
};

check("ws: the protocol is chosen", async () => {
  const { protocol } = await raw({ onOpen: (socket) => socket.close() });
  equal(protocol, "graphql-transport-ws");
});
check("ws: the legacy protocol is not spoken", async () => {
  const { code } = await raw({}, { protocols: ["graphql-ws"] }).catch((error) => ({ code: error.message }));
  equal(code === 4406 || /403|Unexpected server response|subprotocol/i.test(String(code)), true);
});
check("ws: text that is no JSON closes with 4400", async () => {
  equal((await raw({ onOpen: (socket) => socket.send("{") })).code, 4400);
});
check("ws: a message of no known type closes with 4400", async () => {
  equal((await raw({ onOpen: (socket) => send(socket, { type: "hello" }) })).code, 4400);
});
check("ws: a message without its fields closes with 4400", async () => {
  equal((await raw(acknowledged((socket) => send(socket, { type: "subscribe", id: "1" })))).code, 4400);
});
check("ws: a frame of bytes closes with 4400", async () => {
  equal((await raw({ onOpen: (socket) => socket.send(Buffer.from("{}")) })).code, 4400);
});
check("ws: to subscribe before the acknowledgement closes with 4401", async () => {
  equal((await raw({ onOpen: (socket) => send(socket, subscribe("1", SUBSCRIPTION)) })).code, 4401);
});
check("ws: a bad token closes with 4403", async () => {
  const bad = { type: "connection_init", payload: { Authorization: "Bearer nonsense" } };
  equal((await raw({ onOpen: (socket) => send(socket, bad) })).code, 4403);
});
check("ws: the same id twice closes with 4409", async () => {
  const twice = acknowledged((socket) => {
    send(socket, subscribe("1", SUBSCRIPTION));
    send(socket, subscribe("1", SUBSCRIPTION));
  });
  equal((await raw(twice)).code, 4409);
});
check("ws: a second init closes with 4429", async () => {
  equal((await raw(acknowledged((socket) => send(socket, INIT)))).code, 4429);
});
check("ws: a ping is answered", async () => {
  const { messages } = await raw({
    onOpen: (socket) => send(socket, { type: "ping" }),
    onMessage: (socket) => socket.close(),
  });
  equal(messages[0].type, "pong");
});
check("ws: frames are text", async () => {
  const { messages } = await raw(acknowledged((socket) => socket.close()));
  equal(messages[0].binary, false);
});
check("ws: a document that does not parse or validate is answered, or closed with 4400", async () => {
  const { messages, code } = await raw({
    onOpen: (socket) => send(socket, INIT),
    onMessage: (socket, message) => {
      if (message.type === "connection_ack") send(socket, subscribe("1", "subscription { nothing }"));
      if (message.type === "error") socket.close(1000);
    },
  });
  equal(messages.at(-1)?.type === "error" || code === 4400, true);
});
check("ws: a query is answered and completed, and its id may be used again", async () => {
  const { messages } = await raw({
    onOpen: (socket) => send(socket, INIT),
    onMessage: (socket, message) => {
      if (message.type === "connection_ack") send(socket, subscribe("1", "{ agency { code } }"));
      if (message.type === "complete" && !socket.again) {
        socket.again = true;
        send(socket, subscribe("1", "{ agency { code } }"));
      } else if (message.type === "complete") socket.close();
    },
  });
  equal(messages.map(({ type }) => type).join(), "connection_ack,next,complete,next,complete");
});
check("ws: complete ends a subscription, and its id may be used again", async () => {
  const { code, messages } = await raw({
    onOpen: (socket) => send(socket, INIT),
    onMessage: (socket, message) => {
      if (message.type === "connection_ack") send(socket, subscribe("1", SUBSCRIPTION));
      if (message.type === "next" && !socket.again) {
        socket.again = true;
        send(socket, { type: "complete", id: "1" });
        send(socket, subscribe("1", "{ agency { code } }"));
      } else if (message.type === "complete") socket.close(1000);
    },
  });
  equal(code, 1000);
  equal(messages.at(-1).type, "complete");
});
check("ws: the client of graphql-ws gets a subscription", async () => {
  const client = wsClient({ url: socketUrl, webSocketImpl: WebSocket, connectionParams: { Authorization: token } });
  for await (const { data } of client.iterate({ query: SUBSCRIPTION })) {
    equal(typeof data.recorded.position, "string");
    break;
  }
  await client.dispose();
});
check("sse: the client of graphql-sse gets a query", async () => {
  const client = sseClient({ url, headers: { Authorization: token } });
  const got = [];
  for await (const answer of client.iterate({ query: "{ agency { code } }" })) got.push(answer);
  equal(got.length, 1);
  equal(typeof got[0].data.agency.code, "string");
});
check("sse: the client of graphql-sse gets a subscription, and ends it", async () => {
  const client = sseClient({ url, headers: { Authorization: token } });
  for await (const { data } of client.iterate({ query: SUBSCRIPTION })) {
    equal(typeof data.recorded.position, "string");
    break;
  }
  client.dispose();
});
check("sse: a document that does not validate is answered in the stream, which ends", async () => {
  const client = sseClient({ url, headers: { Authorization: token } });
  const got = [];
  for await (const answer of client.iterate({ query: "subscription { nothing }" })) got.push(answer);
  equal(got.at(-1).errors.length, 1);
});
check("sse: the stream is one of events", async () => {
  const cut = new AbortController();
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream", Authorization: token },
    body: JSON.stringify({ query: SUBSCRIPTION }),
    signal: cut.signal,
  });
  equal(response.status, 200);
  equal(response.headers.get("content-type").startsWith("text/event-stream"), true);
  cut.abort();
});
check("sse: events by GET are not offered", async () => {
  const query = encodeURIComponent("{ agency { code } }");
  const response = await fetch(`${url}?query=${query}`, { headers: { Accept: "text/event-stream" } });
  equal(response.status, 405);
});

const failed = [];
for (const [name, run] of Object.entries(checks)) {
  try {
    await run();
  } catch (error) {
    failed.push({ name, reason: error.message ?? JSON.stringify(error) });
  }
}
console.log(JSON.stringify({ checks: Object.keys(checks).length, failed }));
process.exit(0);
