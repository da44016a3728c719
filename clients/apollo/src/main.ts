import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import { connect } from "./client";
import { IndicatorManual, IndicatorPage, ReviseIndicator } from "./documents";
import { follow } from "./follow";
import type { ReviseIndicatorInput } from "./gql/graphql";

const { KINERJA_URL: url, KINERJA_TOKEN: token, KINERJA_EFFECTIVE_ON: effectiveOn } = process.env;
assert(url && token && effectiveOn, "set KINERJA_URL, KINERJA_TOKEN and KINERJA_EFFECTIVE_ON");
const { apollo, socket } = connect(url, token);

// A page of a list, typed.
const page = await apollo.query({ query: IndicatorPage, variables: { first: 5 } });
const indicators = page.data!.indicators;
const chosen = indicators.nodes[0];
assert(chosen, "this agency has no indicator");
console.log(`${indicators.totalCount} indicators; the first is ${chosen.code}, version ${chosen.version}`);

// What is to be revised, as it is now.
async function seen(id: string) {
  const { data } = await apollo.query({
    query: IndicatorManual,
    variables: { id },
    fetchPolicy: "network-only",
  });
  const node = data!.node;
  assert(node && "manual" in node && node.manual, "this viewer does not see the indicator");
  const { __typename: _, terms, ...manual } = node.manual; // an input has no __typename
  return { version: node.version, manual: { ...manual, terms: terms.map(({ name, meaning }) => ({ name, meaning })) } };
}

async function revise(input: ReviseIndicatorInput) {
  const { data } = await apollo.mutate({ mutation: ReviseIndicator, variables: { input } });
  return data!.reviseIndicator!;
}

const told: number[] = [];
const stop = await follow(apollo, [chosen.id], ({ nodes }) => {
  for (const node of nodes) if (node && "version" in node) told.push(node.version);
});
await assert.rejects(follow(apollo, ["nonsense"], () => {}));

// A command has an id of its own, and says which version its author saw.
const first = await seen(chosen.id);
const command: ReviseIndicatorInput = {
  commandId: randomUUID(),
  expectedVersion: first.version,
  indicatorId: chosen.id,
  effectiveOn,
  manual: { ...first.manual, purpose: `${first.manual.purpose} (1)` },
  reason: "The purpose was incomplete",
  legalBasis: "SK 12/2026",
};
const revised = await revise(command);
assert.deepEqual(revised.userErrors, []);
console.log(`revised at position ${revised.receipt.position}: version ${revised.indicator?.version}`);

// Sent again, as after a timeout: the same receipt, and nothing happens twice.
assert.deepEqual((await revise(command)).receipt, revised.receipt);

// Somebody else who had seen the old version is told so, with the version to look at.
const late = { ...command, commandId: randomUUID() };
const [conflict] = (await revise(late)).userErrors;
assert(conflict && "currentVersion" in conflict, "no conflict");
assert.equal(conflict.currentVersion, revised.indicator?.version);
console.log(`refused: ${conflict.message} ${conflict.hint}`);

// The connection is cut; what happens meanwhile is told after it.
await until(() => told.length === 1);
socket.terminate();
const second = await seen(chosen.id);
const again = await revise({
  ...late,
  commandId: randomUUID(),
  expectedVersion: second.version,
  effectiveOn: dayAfter(effectiveOn),
  manual: { ...second.manual, purpose: `${first.manual.purpose} (2)` },
});
assert.deepEqual(again.userErrors, []);
await until(() => told.length > 1);
await pause(1000);
stop();
assert.deepEqual(told, [revised.indicator?.version, again.indicator?.version]);
console.log(`told, each once: versions ${told.join(", ")}`);
await socket.dispose();

function dayAfter(day: string) {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

async function until(holds: () => boolean) {
  for (let round = 0; !holds(); round += 1) {
    assert(round < 100, "nothing was told within ten seconds");
    await pause(100);
  }
}
