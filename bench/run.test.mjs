import assert from "node:assert/strict";
import { after, test } from "node:test";
import { measureBytes } from "./bytes.mjs";
import { CHECKERS, EVERYWHERE } from "./clients/names.mjs";
import { measure } from "./measure.mjs";
import { chart } from "./report/chart.mjs";
import { figure, median } from "./report/figures.mjs";
import { jobTitle, tables } from "./report/table.mjs";
import { outcomes } from "./report/targets.mjs";
import { start } from "./runtimes/node.mjs";
import { startServer } from "./server/start.mjs";

const CONTACTS = 10_000;

/** Two clients are enough, since clients.test.mjs tests what each can do. */
const NAMES = ["seax-dialer", "fetch"];

/** The smallest scale. @type {import("./measure.mjs").Scale} */
const SCALE = {
  names: NAMES,
  rounds: 0,
  least: 1,
  warmUp: 0,
  large: false,
  stream: CONTACTS,
  streamRounds: 1,
  coldRounds: 1,
};

const server = await startServer(CONTACTS);
after(() => server.stop());
const node = await start(server.origin);

/** @type {import("./report/figures.mjs").Figure[]} */
const figures = [];

/** One job of each kind. The others differ by numbers only. */
const SORTS = ["small", "list-10000-cpu", "select-10000", "create-10000", "stream", "cold"];

for (const job of SORTS) {
  test(`${job} is measured in Node`, async () => {
    const measured = await measure("node", node, job, SCALE);
    const who = new Set(measured.map(({ client }) => client));
    for (const name of NAMES) assert.ok(who.has(name), `${name} is missing`);
    for (const each of measured) assert.ok(Number.isFinite(each.median));
    figures.push(...measured);
  });
}

test("a check is measured with calling hours and without", async () => {
  const many = await startServer(100_000);
  try {
    const measured = await measure("node", await start(many.origin), "check-100000", {
      ...SCALE,
      large: true,
    });
    assert.deepEqual(measured.map(({ client }) => client).sort(), CHECKERS.toSorted());
    assert.equal(outcomes(measured).length, 1);
    figures.push(...measured);
  } finally {
    many.stop();
  }
});

test("what a bundler ships is measured for everybody", async () => {
  const measured = await measureBytes();
  const bytes = (/** @type {string} */ client) =>
    median(measured, { job: "bytes", runtime: "bundle", measure: "bytes", client }) ?? 0;
  for (const name of EVERYWHERE) assert.ok(bytes(name) > 0, name);
  // The WebAssembly is counted, and an app with a library is larger than one without.
  assert.ok(bytes("seax-dialer") > 20_000);
  assert.ok(bytes("fetch") < bytes("valibot") && bytes("zod-mini") < bytes("zod"));
  figures.push(...measured);
});

test("the report has all that was measured", () => {
  const text = tables(figures, CONTACTS);
  for (const job of SORTS) assert.ok(text.includes(jobTitle(job, CONTACTS)), job);
  const drawn = chart(figures, CONTACTS, "node", node.version);
  assert.match(
    drawn,
    /^<svg [^>]*role="img"[\s\S]*<title[\s\S]*<desc[\s\S]*prefers-color-scheme[\s\S]*<\/svg>\n$/,
  );
  assert.doesNotMatch(drawn, /undefined|NaN/);
  assert.ok(outcomes(figures).some(({ runtime }) => runtime === "bundle"));
});

test("a median is the middle, and a target is met at its limit", () => {
  const at = { job: "list-10000-cpu", runtime: "node", measure: "ms" };
  const measured = [
    figure({ ...at, client: "seax-dialer" }, [9, 1, 5]),
    figure({ ...at, client: "fetch" }, [3, 5]),
    figure({ ...at, client: "valibot" }, [4]),
  ];
  assert.deepEqual(
    measured.map((each) => each.median),
    [5, 4, 4],
  );
  const reached = outcomes(measured).map(({ title, value, met }) => [title, value, met]);
  assert.deepEqual(reached, [
    ["list of 10,000, CPU, to fetch", 1.25, true],
    ["list of 10,000, CPU, to valibot", 1.25, false],
  ]);
});
