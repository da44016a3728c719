// The audits of graphql-http against a service: prints what failed, and how many there were.
import { serverAudits } from "graphql-http";

const audits = serverAudits({ url: process.env.KINERJA_URL, fetchFn: fetch });
const failed = [];
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status !== "ok") failed.push({ id: audit.id, name: audit.name, status: result.status, reason: result.reason });
}
console.log(JSON.stringify({ audits: audits.length, failed }));
