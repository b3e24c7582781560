// The cases for the in-process sandbox, which run in every runtime and use only what every runtime has.

import { equal, ok, rejection } from "../runtimes/assert.mjs";
import { goodDraft } from "../runtimes/draft.mjs";
import { failure, get, url } from "./sending.mjs";
import { cases as waiting } from "./waiting_cases.mjs";

/** @typedef {typeof import("seax-dialer/testing").createSandbox} CreateSandbox */
/** @typedef {typeof import("seax-dialer").createClient} CreateClient */
/** @typedef {{ createSandbox: CreateSandbox, createClient: CreateClient }} Package */

const START = "2026-11-28T22:00:00+08:00";

/** @type {Record<string, (from: Package) => Promise<void>>} */
export const cases = {
  ...waiting,

  "a campaign that is launched is over after 20 minutes of virtual time": async ({
    createSandbox,
    createClient,
  }) => {
    const sandbox = await createSandbox({ seed: 7, contacts: 60 });
    const seax = await createClient({ ...sandbox.config });
    const receipt = await seax.campaigns.launch(await goodDraft(seax), { onTicket() {} });
    equal(receipt.outcome, "created", "outcome");
    equal(sandbox.campaigns.length, 1, "campaigns");
    equal(sandbox.campaigns[0]?.status, "STARTED", "status at first");
    await sandbox.advance("20 min");
    equal(sandbox.campaigns[0]?.status, "FINISHED", "status after 20 minutes");
    ok(sandbox.calls.length > 0 && sandbox.calls.every(({ answered_by }) => answered_by !== null), "calls");
    equal(
      (await seax.campaigns.report(receipt.campaign.id)).campaign.status,
      "FINISHED",
      "the report's status",
    );
  },

  "a lost reply is a campaign that is found": async ({ createSandbox, createClient }) => {
    const sandbox = await createSandbox();
    const seax = await createClient({ ...sandbox.config });
    const draft = await goodDraft(seax);
    sandbox.fault({ operation: "campaigns.create", reply: "lost" });
    const receipt = await seax.campaigns.launch(draft, { onTicket() {} });
    equal(receipt.outcome, "found", "outcome");
    equal(sandbox.campaigns.length, 1, "campaigns");
    equal(sandbox.faults.length, 0, "faults that are left");
    const creates = sandbox.requests.filter(({ method }) => method === "POST");
    equal(creates.length, 1, "POST requests");
  },

  "time stands still until it is moved, and timers fire on the way": async ({ createSandbox }) => {
    const sandbox = await createSandbox({ now: START });
    equal(sandbox.now.toISOString(), "2026-11-28T14:00:00.000Z", "the start");
    sandbox.fault({ path: "phones", delayMs: 500 });
    let replied = false;
    const reply = get(sandbox, "phones").then((response) => {
      replied = true;
      return response;
    });
    await sandbox.advance(499);
    ok(!replied, "answered too early");
    await sandbox.advance("1 ms");
    equal((await reply).status, 200, "status");
    await sandbox.advanceTo("2026-11-28T23:00:00+08:00");
    equal(sandbox.now.toISOString(), "2026-11-28T15:00:00.000Z", "an hour later");
    await sandbox.advanceTo(START);
    equal(sandbox.now.toISOString(), "2026-11-28T15:00:00.000Z", "it does not go back");
  },

  "with a real clock, time passes by itself": async ({ createSandbox }) => {
    const sandbox = await createSandbox({ clock: "real" });
    const before = sandbox.now.getTime();
    sandbox.fault({ path: "phones", delayMs: 30 });
    equal((await get(sandbox, "phones")).status, 200, "status");
    ok(sandbox.now.getTime() - before >= 29, `${sandbox.now.getTime() - before} ms`);
    const snapshot = sandbox.snapshot();
    await sandbox.advance("1 h");
    ok(sandbox.now.getTime() - before >= 3_600_000, "it can be moved, too");
    sandbox.restore(snapshot);
    ok(sandbox.now.getTime() - before < 3_600_000, "a snapshot brings its time back");
  },

  "with enforceHours, nobody is called at night": async ({ createSandbox, createClient }) => {
    const refused = async (/** @type {boolean} */ enforceHours) => {
      // That is 3 a.m. in New York, and 4 p.m. in Taipei.
      const sandbox = await createSandbox({ now: "2031-01-15T08:00:00Z", enforceHours });
      const seax = await createClient({ ...sandbox.config });
      const draft = { ...(await goodDraft(seax)), any_contact_label_ids: [], max_attempts: 1 };
      const times = { start_time: "2031-01-15T08:00:00Z", end_time: "2031-01-15T09:00:00Z" };
      await seax.campaigns.create({ ...draft, ...times });
      const { phone_ids = [] } = draft;
      const call = { phone_ids, message: "Hello?", capture_keypress: false, capture_stt: false };
      const tested = seax.campaigns.testCall({ ...call, type: "VOICE_DROP", dial_to: "+12125550123" });
      const error = await tested.then(
        () => undefined,
        ({ status }) => status,
      );
      equal(error, enforceHours ? 422 : undefined, "the status of a test call");
      equal(sandbox.testCalls.length, enforceHours ? 0 : 1, "test calls");
      equal(
        sandbox.refusedCalls.find(({ campaign_id }) => campaign_id === null)?.phone,
        enforceHours ? "+12125550123" : undefined,
        "the refused test call",
      );
      await sandbox.advance("2 h");
      const other = await createSandbox();
      other.restore(sandbox.snapshot());
      equal(other.refusedCalls, sandbox.refusedCalls, "the refused calls of a snapshot");
      const called = sandbox.calls.map((call) => /** @type {{ phone: string }} */ (call.contact).phone);
      ok(
        called.some((phone) => phone.startsWith("+8869")),
        `it is day in Taipei: ${called}`,
      );
      equal(
        called.some((phone) => phone.startsWith("+1212") || phone.startsWith("+1202")),
        !enforceHours,
        "New York",
      );
      return sandbox.refusedCalls.length;
    };
    ok((await refused(true)) > 3, "refused calls");
    equal(await refused(false), 0, "refused calls without it");
  },

  "a snapshot brings everything back, also in another sandbox": async ({ createSandbox, createClient }) => {
    const sandbox = await createSandbox({ seed: 3, contacts: 40 });
    const seax = await createClient({ ...sandbox.config });
    await seax.campaigns.launch(await goodDraft(seax), { onTicket() {} });
    await sandbox.advance("10 s");
    sandbox.fault({ path: "phones", request: "lost" });
    const seen = (/** @type {typeof sandbox} */ { campaigns, calls, requests, faults, now }) =>
      JSON.stringify({ campaigns, calls, requests, faults, now });
    const [before, snapshot] = [seen(sandbox), sandbox.snapshot()];
    const other = await createSandbox();
    other.restore(snapshot);
    equal(seen(other), before, "the other's state");
    await sandbox.advance("1 h");
    ok(seen(sandbox) !== before, "time has changed nothing");
    sandbox.restore(snapshot);
    equal(seen(sandbox), before, "the restored state");
    sandbox.reset();
    equal(
      [sandbox.campaigns.length, sandbox.requests.length, sandbox.faults.length],
      [0, 0, 0],
      "after a reset",
    );
    const error = await failure(() => sandbox.restore("{}"));
    ok(error.message.includes("not a snapshot"), error.message);
  },

  "a snapshot has the exact speed": async ({ createSandbox }) => {
    const restored = await createSandbox();
    for (let number = 1; number <= 12; number += 1) {
      const snapshot = (await createSandbox({ speed: Math.sqrt(number) * 10, contacts: 1 })).snapshot();
      restored.restore(snapshot);
      equal(restored.snapshot(), snapshot, `the snapshot with the speed √${number} × 10`);
    }
  },

  "a reset after a restore brings back the sandbox's own options and time": async ({ createSandbox }) => {
    const contacts = async (/** @type {Parameters<typeof get>[0]} */ of) =>
      (await (await get(of, "contacts")).json()).total;
    const sandbox = await createSandbox({ contacts: 50, now: START });
    const { now } = sandbox;
    sandbox.restore((await createSandbox({ contacts: 5, now: 0 })).snapshot());
    equal([await contacts(sandbox), sandbox.now.getTime()], [5, 0], "contacts and time of the snapshot");
    sandbox.reset();
    equal([await contacts(sandbox), sandbox.now], [50, now], "contacts and time after the reset");
  },

  "faults of a created campaign wait for it": async ({ createSandbox, createClient }) => {
    for (const fault of /** @type {import("seax-dialer/testing").FaultByKind[]} */ ([
      { kind: "lag", ms: 60_000 },
      { kind: "forget_draft_name" },
    ])) {
      const sandbox = await createSandbox();
      const seax = await createClient({ ...sandbox.config });
      sandbox.fault(fault);
      const draft = { ...(await goodDraft(seax)), mode: "WEB", stage: "INSTANCE", draft_name: "key" };
      equal(sandbox.faults.length, 1, "the faults that wait after other requests");
      const { id } = await seax.campaigns.create(/** @type {never} */ (draft));
      equal(sandbox.faults.length, 0, "the faults that wait after the create");
      const listed = (await seax.campaigns.list()).data.find((campaign) => campaign.id === id);
      const expected = fault.kind === "lag" ? undefined : null;
      equal(listed?.draft_name, expected, `the campaign in the list after ${fault.kind}`);
    }
    const sandbox = await createSandbox();
    const elsewhere = await failure(() =>
      sandbox.fault(/** @type {never} */ ({ kind: "lag", ms: 1, operation: "campaigns.list" })),
    );
    ok(elsewhere.message.includes("must be campaigns.create"), elsewhere.message);
  },

  "a request that cannot be read is answered, not a network error": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    for (const [length, status] of /** @type {const} */ ([
      [8_000, 200],
      [20_000, 414],
      [80_000, 414],
    ])) {
      equal((await get(sandbox, `phones?x=${"x".repeat(length)}`)).status, status, `a query of ${length}`);
    }
  },

  "a fault lists only what it was given, and its reply has all its headers": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    sandbox.fault({ kind: "status", status: 503, headers: { "x-name": "José" } });
    const [fault = {}] = sandbox.faults;
    equal(
      ["operation", "method", "path"].filter((name) => name in fault),
      [],
      "the fields that are not given",
    );
    equal((await get(sandbox, "phones")).headers.get("x-name"), "JosÃ©", "UTF-8, as `fetch` reads it");
  },

  "an abort and a reset end what waits": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    const aborting = new AbortController();
    sandbox.fault({ path: "phones", reply: "never", times: 0 });
    const aborted = rejection(get(sandbox, "phones", { signal: aborting.signal }));
    await sandbox.advance(1);
    aborting.abort(new Error("enough"));
    equal(/** @type {Error} */ (await aborted).message, "enough", "the reason");
    const late = rejection(get(sandbox, "phones", { signal: aborting.signal }));
    equal(/** @type {Error} */ (await late).message, "enough", "the reason of a late request");
    const waiting = rejection(get(sandbox, "phones"));
    await sandbox.advance(1);
    sandbox.reset();
    ok((await waiting) instanceof TypeError, "a request that waits fails like a network error");
    equal((await get(sandbox, "phones")).status, 200, "after the reset");
  },

  "bodies arrive in chunks, break off, and can be given up": async ({ createSandbox }) => {
    const sandbox = await createSandbox();
    const whole = await (await get(sandbox, "phones")).text();
    sandbox.fault({ path: "phones", kind: "trickle", chunk: 1_000, delay_ms: 10 });
    const slow = (await get(sandbox, "phones")).text();
    await sandbox.advance("10 s");
    equal(await slow, whole, "the slow body");
    sandbox.fault({ path: "phones", kind: "cut_stream", bytes: 100 });
    const cut = rejection((await get(sandbox, "phones")).text());
    await sandbox.advance("1 s");
    ok((await cut) instanceof TypeError, "a body that breaks off");
    sandbox.fault({ path: "phones", kind: "trickle", chunk: 1_000, delay_ms: 10 });
    const { body } = await get(sandbox, "phones");
    const reader = body?.getReader();
    ok((await reader?.read())?.value?.length === 1_000, "the first chunk");
    await reader?.cancel();
    await sandbox.advance("1 s");
    equal((await get(sandbox, "phones")).status, 200, "after a body that was given up");
  },

  "forms, empty replies and errors are those of the API": async ({ createSandbox, createClient }) => {
    const sandbox = await createSandbox({ contacts: 0 });
    const seax = await createClient({ ...sandbox.config });
    const label = await seax.labels.create({ name: "Autumn" });
    await seax.labels.delete(label.id);
    await seax.contacts.import(new Blob(["name,phone\nAda,+15550100\nBo,+15550101\n"]));
    await sandbox.advance("5 s");
    equal((await seax.contacts.list()).total, 2, "contacts");
    const unauthorized = await sandbox.fetch(url(sandbox, "phones"));
    equal(
      [unauthorized.status, (await unauthorized.json()).detail],
      [401, "Missing API key"],
      "without a key",
    );
    const error = await rejection(seax.campaigns.get("3fa85f64-5717-4562-b3fc-2c963f66afa6"));
    equal(/** @type {{ code: string }} */ (error).code, "not_found", "an unknown campaign");
  },

  "requests to any origin are answered, as a mock of fetch hands them over": async ({
    createSandbox,
    createClient,
  }) => {
    const sandbox = await createSandbox();
    // The form of handler that MSW, service workers and others call.
    const handler = (/** @type {{ request: Request }} */ { request }) => sandbox.fetch(request.clone());
    const { workspaceId, apiKey } = sandbox.config;
    const baseUrl = "https://seax.seasalt.ai/seax-api";
    const fetch = (/** @type {Request} */ request) => handler({ request });
    const seax = await createClient({ workspaceId, apiKey, baseUrl, fetch, dangerouslyAllowBrowser: true });
    equal((await seax.contacts.list()).total, 200, "contacts");
    await seax.labels.create({ name: "By a mock" });
    equal((await seax.labels.list({ keyword: "by a MOCK" })).total, 1, "labels");
    const reply = await handler({
      request: new Request(`${baseUrl}/api/v1/workspace/${workspaceId}/phones`),
    });
    equal([reply.status, reply.url], [401, `${baseUrl}/api/v1/workspace/${workspaceId}/phones`], "the reply");
  },

  "options that are null or undefined are left out": async ({ createSandbox }) => {
    const nothing = /** @type {never} */ (null);
    const options = { seed: nothing, contacts: nothing, clock: nothing, now: nothing, enforceHours: nothing };
    const missing = { seed: undefined, contacts: undefined, clock: undefined, wasm: undefined };
    const others = [nothing, options, missing].map((each) => createSandbox(each));
    const sandboxes = await Promise.all([createSandbox(), ...others]);
    const rows = sandboxes.map(async (sandbox) => (await get(sandbox, "contacts")).text());
    const [expected, ...further] = await Promise.all(rows);
    for (const other of further) equal(other, expected, "contacts");
    sandboxes[0].fault(/** @type {never} */ ({ path: "phones", status: 503, reply: null, kind: null }));
    equal((await get(sandboxes[0], "phones")).status, 503, "a form beside others that are null");
    const target = { path: "phones", operation: undefined, method: undefined, times: undefined };
    sandboxes[0].fault({ ...target, kind: "status", status: 500, headers: undefined });
    equal((await get(sandboxes[0], "phones")).status, 500, "a kind beside what is undefined");
  },

  "what makes no sense is refused": async ({ createSandbox }) => {
    for (const [options, part] of /** @type {const} */ ([
      [{ contacts: -1 }, "`contacts`"],
      [{ speed: 0 }, "`speed`"],
      [{ now: "tomorrow" }, "is not a time"],
      [{ clock: "sun" }, "`clock`"],
      [{ enforceHours: "yes" }, "`enforceHours`"],
      [{ contact: 5_000 }, "`options` has no option `contact`: did you mean `contacts`?"],
      [{ Clock: "real" }, "did you mean `clock`?"],
      [{ colour: "red" }, "`options` has no option `colour`"],
      [{ contacts: 1e9 }, "`contacts` must be at most 1,000,000"],
      [{ contacts: 1.5 }, "`contacts` must be a number from 0, and a whole one"],
      [{ seed: 1.5 }, "`seed`"],
      [{ pageCap: 2 ** 32 }, "`pageCap` must be at most"],
      [5_000, "`options` must be an object"],
    ])) {
      const error = /** @type {Error} */ (await rejection(createSandbox(/** @type {object} */ (options))));
      ok(error instanceof TypeError && error.message.includes(part), error.message);
    }
    const sandbox = await createSandbox();
    for (const duration of ["20", "min", -1, Number.NaN, "20 parsecs"]) {
      const error = /** @type {Error} */ (await rejection(sandbox.advance(duration)));
      ok(error instanceof TypeError && error.message.includes("duration"), error.message);
    }
    const farAway = await rejection(sandbox.advance(Number.MAX_SAFE_INTEGER));
    ok(farAway instanceof RangeError && farAway.message.includes("9999"), String(farAway));
    ok(
      (await rejection(sandbox.advanceTo(8.64e15))) instanceof RangeError,
      "a time that the API cannot write",
    );
    ok((await rejection(createSandbox({ now: 8.64e15 }))) instanceof RangeError, "such a start");
    ok(Math.abs(sandbox.now.getTime() - Date.now()) < 3_600_000, `it is ${sandbox.now}`);
    for (const nothing of /** @type {never[]} */ ([null, undefined, 7, "lost", []])) {
      const fault = await failure(() => sandbox.fault(nothing));
      ok(fault instanceof TypeError && fault.message.includes("A fault is an object"), fault.message);
      const snapshot = nothing === "lost" ? "not a snapshot" : "A snapshot is a text";
      const restored = await failure(() => sandbox.restore(nothing));
      ok(restored.message.includes(snapshot), restored.message);
    }
    for (const nothing of /** @type {never[]} */ ([
      ...[null, undefined, true, {}, "", "5", "12:00", "Nov 28, 2099", "2099-02-30", "2099-02-30T12:00:00Z"],
      ...["2099-13-01", "2099-01-01T25:00:00Z", "2099-01-01T12", "2099-01-01T12:00:00+8"],
    ])) {
      const time = await rejection(sandbox.advanceTo(nothing));
      ok(time instanceof TypeError && time.message.includes("is not a time"), `${nothing}: ${time}`);
    }
    for (const [options, part] of /** @type {[never, string][]} */ ([
      [{ prot: 1 }, "`options` has no option `prot`: it has `port`"],
      [{ port: 70_000 }, "`port`"],
      [{ Port: 1 }, "did you mean `port`?"],
      [4010, "`options` must be an object"],
    ])) {
      const error = /** @type {Error} */ (await rejection(sandbox.serve(options)));
      ok(error instanceof TypeError && error.message.includes(part), error.message);
    }
    const unknown = await failure(() =>
      sandbox.fault(/** @type {never} */ ({ operation: "campaigns.craete", reply: "lost" })),
    );
    ok(unknown.message.includes("campaigns.create"), unknown.message);
    ok(
      (await failure(() => sandbox.fault({ reply: "lost", status: 500 }))).message.includes("one of"),
      "two forms",
    );
    ok(
      (await failure(() => sandbox.fault({ kind: "status", status: 99 }))).message.includes("200 to 599"),
      "a status",
    );
  },
};
