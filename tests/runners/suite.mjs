// The same test cases for each runner, with the runner's own imports and fake timers.

/** The cases. `test` and `expect` are Jest's or Vitest's, which agree in everything used here. */
const CASES = `
/** A launch that no check has anything against. */
async function goodDraft(seax) {
  const [phones, agents, labels] = await Promise.all([
    seax.phones.list({ voice_available: true }), seax.agents.list({ types: ["SEAX_CALL"] }), seax.labels.list({ limit: 0 }),
  ]);
  const agent = agents.data[0].conversation_config_id;
  return {
    type: "AI_AGENT", name: "Survey", phone_ids: [phones.data[0].id], ai_agent_conversation_config_id: agent,
    overwrite_phone_recipient: { type: "AI_AGENT", receiver: agent }, message: "Hello {name}.",
    start_time: new Date().toISOString(), end_time: new Date(Date.now() + 8 * 3_600_000),
    any_contact_label_ids: [labels.data.find(({ name }) => name === "VIP").id],
  };
}

/** A client that takes its key as a server's does, not because this is a test. */
const client = (sandbox) => createClient({ ...sandbox.config, dangerouslyAllowBrowser: false });

test("a launch calls people, in virtual time", async () => {
  const sandbox = await createSandbox({ contacts: 40 });
  const seax = await client(sandbox);
  const receipt = await seax.campaigns.launch(await goodDraft(seax), { onTicket() {} });
  expect(receipt.outcome).toBe("created");
  await sandbox.advance("30 min");
  expect(sandbox.campaigns[0].status).toBe("FINISHED");
});

test("a lost reply is a campaign that is found", async () => {
  const sandbox = await createSandbox({ contacts: 40 });
  const seax = await client(sandbox);
  const draft = await goodDraft(seax);
  sandbox.fault({ operation: "campaigns.create", reply: "lost" });
  const receipt = await seax.campaigns.launch(draft, { onTicket() {} });
  expect([receipt.outcome, sandbox.campaigns.length]).toEqual(["found", 1]);
});

test("an abort ends a call, and an error is a SeaxError", async () => {
  const sandbox = await createSandbox();
  const seax = await client(sandbox);
  sandbox.fault({ operation: "phones.list", reply: "never" });
  const aborting = new AbortController();
  const phones = seax.phones.list({}, { signal: aborting.signal });
  aborting.abort(new Error("away"));
  await expect(phones).rejects.toThrow("away");
  const error = await seax.campaigns.get("11111111-2222-4333-8444-555555555555").catch((error) => error);
  expect([error instanceof SeaxError, error.code]).toEqual([true, "not_found"]);
});

test("with all timers faked, no call hangs", async () => {
  fakeTimers();
  try {
    const sandbox = await createSandbox();
    const seax = await client(sandbox);
    const names = [];
    for await (const { name } of seax.contacts.list({ limit: 70 })) names.push(name);
    expect(names.length).toBe(200);
    await seax.campaigns.launch(await goodDraft(seax), { onTicket() {} });
    await sandbox.advance("30 min");
    for await (const { terminal } of seax.campaigns.watch(sandbox.campaigns[0].id)) expect(terminal).toBe(true);
    sandbox.fault({ operation: "phones.list", status: 503 });
    await seax.phones.list();
  } finally {
    realTimers();
  }
});
`;

const IMPORTS = `
import { createClient, SeaxError } from "seax-dialer";
import { createSandbox } from "seax-dialer/testing";
`;

/**
 * Vitest does not fake `nextTick` and `queueMicrotask` by default: without the real ones, Node's own `Request` never reads a
 * body.
 */
const VITEST = `
import { expect, test, vi } from "vitest";
const fakeTimers = () => vi.useFakeTimers();
const realTimers = () => vi.useRealTimers();
`;

const JEST = `
const fakeTimers = () => jest.useFakeTimers();
const realTimers = () => jest.useRealTimers();
`;

/** Jest's `expect`, for runners without one. */
const OTHERS = `
import { expect } from "expect";
`;

const NODE_TEST = `
import { mock, test } from "node:test";
const fakeTimers = () => mock.timers.enable({ now: Date.now() });
const realTimers = () => mock.timers.reset();
`;

/** Sinon's timers, except for the two that Vitest does not fake. Mocha's `test` is a global of its TDD interface. */
const MOCHA = `
import FakeTimers from "@sinonjs/fake-timers";
let clock;
const fakeTimers = () => { clock = FakeTimers.install({ now: Date.now(), toNotFake: ["nextTick", "queueMicrotask"] }); };
const realTimers = () => clock.uninstall();
`;

/** The test files by how they are loaded. */
export const suites = {
  nodeTest: IMPORTS + OTHERS + NODE_TEST + CASES,
  mocha: IMPORTS + OTHERS + MOCHA + CASES,
  vitest: IMPORTS + VITEST + CASES,
  jestModules: `import { jest } from "@jest/globals";${IMPORTS}${JEST}${CASES}`,
  jestCommonJs: `const { createClient, SeaxError } = require("seax-dialer");
    const { createSandbox } = require("seax-dialer/testing");${JEST}${CASES}`,
};

/** The number of cases in each. */
export const COUNT = CASES.match(/^test\(/gm)?.length ?? 0;
