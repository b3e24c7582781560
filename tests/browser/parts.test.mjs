// Tests the launcher's logic without a browser: converting a plan to a draft, and CSV files.

import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "./source.mjs";

const plan = /** @type {typeof import("../../www/src/panel/plan.js")} */ (await source("panel/plan.ts"));
const drafts = /** @type {typeof import("../../www/src/panel/draft.js")} */ (await source("panel/draft.ts"));
const fixes = /** @type {typeof import("../../www/src/panel/fixes.js")} */ (await source("panel/fixes.ts"));
const rows = /** @type {typeof import("../../www/src/panel/call_row.js")} */ (
  await source("panel/call_row.ts")
);
const csv = /** @type {typeof import("../../www/src/panel/csv.js")} */ (await source("panel/csv.ts"));

const tallies = /** @type {typeof import("../../www/src/panel/tallies.js")} */ (
  await source("panel/tallies.ts")
);

const { withoutLabel } = /** @type {typeof import("../../www/src/panel/without_label.js")} */ (
  await source("panel/without_label.ts")
);

const { Formats } = /** @type {typeof import("../../www/src/panel/format.js")} */ (
  await source("panel/format.ts")
);

const { Session } = /** @type {typeof import("../../www/src/panel/session.js")} */ (
  await source("panel/session.ts")
);
/** As in the shell. */
const PENDING = '"pending":{';

const { begin: beginPlan } = /** @type {typeof import("../../www/src/panel/drafts.js")} */ (
  await source("panel/drafts.ts")
);

const iso = (/** @type {number} */ time) => new Date(time).toISOString();
const ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

test("a plan's draft says what was chosen, and nothing else", () => {
  const begun = plan.newPlan();
  assert.equal(plan.choosesSomebody(begun), false);
  const chosen = {
    ...begun,
    name: " Gala ",
    labels: [ID],
    agent: ID,
    phones: [ID],
    zone: "UTC",
    end: "2026-07-08T12:00",
  };
  const draft = drafts.toDraft(chosen, Date.UTC(2026, 6, 8, 10));
  assert.deepEqual(draft, {
    type: "AI_AGENT",
    name: "Gala",
    phone_ids: [ID],
    any_contact_label_ids: [ID],
    start_time: "2026-07-08T10:00:00.000Z",
    end_time: "2026-07-08T12:00:00.000Z",
    is_schedule: false,
    timezone: "UTC",
    max_attempts: 1,
    max_dialers: 10,
    ai_agent_conversation_config_id: ID,
  });
  // Fields that only one type of campaign has are dropped for another.
  const drop = drafts.toDraft({
    ...chosen,
    type: "VOICE_DROP",
    says: "audio",
    audioUrl: "https://a/b.mp3",
    message: "no",
  });
  assert.ok(!("ai_agent_conversation_config_id" in drop) && !("message" in drop));
  // A draft must survive storage unchanged, since a launch's ticket is valid for that draft only.
  assert.deepEqual(JSON.parse(JSON.stringify(draft)), draft);
});

test("everybody is called only when that is said, and single people alone are called alone", () => {
  const begun = plan.newPlan();
  assert.deepEqual(plan.chosen({ ...begun, everybody: true, labels: [ID] }), {});
  assert.deepEqual(plan.chosen({ ...begun, added: [{ id: ID, name: "Mia" }] }), {
    addition_contact_ids: [ID],
  });
  const many = Array.from({ length: 250 }, (_, place) => ({
    id: `${ID.slice(0, -3)}${100 + place}`,
    name: "",
  }));
  const crowd = { ...begun, labels: [ID], leftOut: many };
  assert.equal(plan.audienceOf(crowd).exclude_contact_ids?.length, plan.MAX_IDS);
  assert.equal(drafts.toDraft(crowd).exclude_contact_ids?.length, 250);
});

test("a plan without a label calls nobody whom the label kept out", () => {
  const [gone, left] = /** @type {import("seax-dialer").LabelId[]} */ (["gone", "left"]);
  const person = { id: /** @type {import("seax-dialer").ContactId} */ (ID), name: "Ada" };
  assert.ok(gone && left);
  const empty = plan.newPlan();
  const whole = { ...empty, labels: [left], keyword: "a", added: [person] };
  /** @type {Partial<import("../../www/src/panel/plan.js").Plan>[]} */
  const kept = [
    { requiredLabels: [gone] },
    { leftOutLabels: [gone, left] },
    { leftOutTogether: [gone, left] },
    { everybody: true, leftOutLabels: [gone] },
    { labels: [gone, left], match: "all" },
    { labels: [gone] },
  ];
  for (const part of kept) {
    const after = withoutLabel({ ...whole, ...part }, gone);
    assert.ok(!plan.choosesSomebody(after), JSON.stringify(part));
    assert.ok(!JSON.stringify(after).includes(gone), JSON.stringify(part));
    assert.deepEqual(after.leftOutTogether, []);
  }
  const any = withoutLabel({ ...whole, labels: [gone, left], attached: [gone, left] }, gone);
  assert.deepEqual(any, { ...whole, attached: [left] });
  assert.deepEqual(withoutLabel(whole, gone), whole);
});

test("fixes of the package come back into the plan", () => {
  const begun = { ...plan.newPlan(), labels: [ID], leftOut: [{ id: ID, name: "Mia" }] };
  const other = ID.replace("3fa", "4fa");
  const fixed = fixes.withFixes(begun, {
    ...drafts.toDraft(begun),
    exclude_contact_ids: [ID, other],
    overwrite_phone_recipient: { type: "AI_AGENT", receiver: ID },
  });
  assert.deepEqual(fixed.leftOut, [
    { id: ID, name: "Mia" },
    { id: other, name: "", byCheck: true },
  ]);
  assert.equal(drafts.toDraft(fixed).overwrite_phone_recipient?.receiver, ID);
});

test("a fix keeps exclusions that its draft does not have", () => {
  const other = ID.replace("3fa", "4fa");
  const excluding = { leftOut: [{ id: ID, name: "Mia" }], leftOutLabels: [ID] };
  const file = { ...plan.newPlan(), source: /** @type {const} */ ("EXCEL"), fileUrl: "https://e.org/a.xlsx" };
  const draft = (/** @type {typeof file} */ from) => ({ ...drafts.toDraft(from), max_attempts: 2 });
  const { leftOut, leftOutLabels } = fixes.withFixes({ ...file, ...excluding }, draft(file));
  assert.deepEqual({ leftOut, leftOutLabels }, excluding);
  // The default exclusions are set later, unless there are some.
  assert.equal(fixes.withFixes(file, draft(file)).leftOutLabels, undefined);
  const begun = { ...plan.newPlan(), labels: [ID], ...excluding };
  const emptied = {
    ...drafts.toDraft(begun),
    exclude_contact_ids: [],
    exclude_any_contact_label_ids: [other],
  };
  const fixed = fixes.withFixes(begun, emptied);
  assert.deepEqual([fixed.leftOut, fixed.leftOutLabels], [[], [other]]);
});

test("a fix that moves the campaign, or calls less often, comes back into the plan and goes out of it again", () => {
  const begun = { ...plan.newPlan(), zone: "Asia/Taipei" };
  const [start, end] = ["2036-07-08T09:00:00+08:00", "2036-07-08T17:30:00+08:00"];
  const draft = {
    ...drafts.toDraft(begun),
    start_time: start,
    end_time: end,
    is_schedule: true,
    max_attempts: 2,
  };
  const fixed = fixes.withFixes(begun, draft);
  assert.deepEqual(
    [fixed.when, fixed.start, fixed.end, fixed.attempts],
    ["later", "2036-07-08T09:00", "2036-07-08T17:30", 2],
  );
  const { start_time, end_time } = drafts.toDraft(fixed);
  assert.deepEqual(
    [Date.parse(String(start_time)), Date.parse(String(end_time))],
    [start, end].map(Date.parse),
  );
  assert.deepEqual(fixes.withoutFixes(fixed, begun, fixed), begun);
  // A fix of another field does not change a campaign that starts now.
  assert.equal(fixes.withFixes(begun, drafts.toDraft(begun)).when, "now");
  assert.equal(fixes.withFixes(begun, drafts.toDraft(begun)).start, begun.start);
});

test("undoing a fix leaves every field as it is that was changed since", () => {
  const other = ID.replace("3fa", "4fa");
  const third = ID.replace("3fa", "5fa");
  const before = { ...plan.newPlan(), leftOutLabels: [ID], message: "Hello {nmae}" };
  const after = {
    ...before,
    leftOut: [{ id: ID, name: "", byCheck: true }],
    leftOutLabels: [other],
    message: "Hello {name}",
    when: /** @type {const} */ ("later"),
    attempts: 2,
  };
  assert.deepEqual(fixes.withoutFixes(after, before, after), before);
  const since = {
    ...after,
    leftOut: [...after.leftOut, { id: third, name: "Mia" }],
    leftOutLabels: [other, third],
    message: "Good morning",
    start: "2036-07-08T09:00",
    name: "Autumn",
  };
  assert.deepEqual(fixes.withoutFixes(since, before, after), {
    ...since,
    leftOut: [{ id: third, name: "Mia" }],
    leftOutLabels: [third, ID],
    attempts: 1,
  });
  // Contacts that the operator excluded by hand since then stay excluded.
  const byHand = { ...after, leftOut: [{ id: ID, name: "Mia" }] };
  assert.deepEqual(fixes.withoutFixes(byHand, before, after).leftOut, byHand.leftOut);
});

test("a file for spreadsheets runs nothing", () => {
  const campaign = { id: ID, name: '=HYPERLINK("http://x","y")', type: "AI_AGENT", status: "FINISHED" };
  const report = { campaign, terminal: true, counts: { human: 3 }, rates: { human: { share: 0.5 } } };
  const text = csv.csvOf(
    /** @type {import("seax-dialer").CampaignReport} */ (/** @type {unknown} */ (report)),
  );
  const lines = text.split("\r\n");
  assert.equal(lines[0], "\uFEFFfigure,value");
  assert.equal(lines[2], `name,"'=HYPERLINK(""http://x"",""y"")"`);
  assert.ok(lines.includes("human,3") && lines.includes("human_share,0.5"));
});

test("a file of calls keeps numbers as they are, and runs nothing either", () => {
  const log = {
    id: ID,
    attempt: 2,
    status: "FINISHED",
    answered_by: "machine_end_beep",
    contact: { id: ID, name: "=1+1" },
    call: {
      to_number: "+12025550123",
      from_number: "+12025550100",
      status: "completed",
      duration: 12,
      ivr_captures: [
        { id: "1", keypress: "1" },
        { id: "2", keypress: "2" },
      ],
      recordings: [
        { id: "3", url: "https://a.example/b.wav" },
        { id: "4", url: "javascript:alert(1)" },
      ],
    },
    conversation: {
      id: ID,
      external_conversations: [
        { id: "5", summary: 'Said "yes", twice', conversation_labels: [{ id: "6", name: "keen" }] },
      ],
    },
  };
  const row = rows.rowOf(
    /** @type {import("../../www/src/panel/call_row.js").Logged} */ (/** @type {unknown} */ (log)),
  );
  assert.equal(
    csv.callsCsvOf([row]).split("\r\n")[1],
    `'=1+1,+12025550123,+12025550100,,2,machine,completed,12,1 2,,keen,"Said ""yes"", twice",,,https://a.example/b.wav`,
  );
});

test("a file of calls runs nothing where a semicolon separates the columns, either", () => {
  const nameIn = (/** @type {string} */ name) => {
    const log = { id: ID, attempt: 1, status: "FINISHED", contact: { id: ID, name } };
    const row = rows.rowOf(
      /** @type {import("../../www/src/panel/call_row.js").Logged} */ (/** @type {unknown} */ (log)),
    );
    const text = csv.callsCsvOf([row]);
    return text.slice(text.indexOf("\r\n") + 2, text.lastIndexOf(",,,,1,"));
  };
  for (const [name, cell] of /** @type {const} */ ([
    ["Bob;=cmd|'/c calc'!A1;x", `"Bob;'=cmd|'/c calc'!A1;x"`],
    ["Bob\t@SUM(1)", `"Bob\t'@SUM(1)"`],
    ["Bob;  -1", `"Bob;'  -1"`],
    ['Bob;"=1+1', `"Bob;'""=1+1"`],
    ["Bob\r\n+1\n\r@2", `"Bob\r\n'+1\n\r'@2"`],
    ["\t=1+1", `"\t'=1+1"`],
    [" =1+1", "' =1+1"],
    ["Bob; Ann", '"Bob; Ann"'],
    ["A-B = C@D", "A-B = C@D"],
  ])) {
    assert.equal(nameIn(name), cell);
  }
});

test("times in the files say that they are in UTC", () => {
  const time = "2026-07-08T03:15:00.160564";
  const utc = "2026-07-08T03:15:00.160Z";
  const log = { id: ID, attempt: 1, status: "FINISHED", start_time: time };
  const row = rows.rowOf(
    /** @type {import("../../www/src/panel/call_row.js").Logged} */ (/** @type {unknown} */ (log)),
  );
  const [head = "", first = ""] = csv.callsCsvOf([row]).split("\r\n");
  assert.equal(first.split(",")[head.split(",").indexOf("time")], utc);
  const campaign = { id: ID, name: "Gala", start_time: time, end_time: "2026-07-08T12:00:00+08:00" };
  const report = { campaign, terminal: true, counts: {}, rates: {} };
  const lines = csv
    .csvOf(/** @type {import("seax-dialer").CampaignReport} */ (/** @type {unknown} */ (report)))
    .split("\r\n");
  assert.ok(lines.includes(`start_time,${utc}`));
  assert.ok(lines.includes("end_time,2026-07-08T04:00:00.000Z"));
});

test("a call has the outcome that the chart counts it under", () => {
  const outcome = (/** @type {string | null} */ answered_by) =>
    rows.rowOf(
      /** @type {import("../../www/src/panel/call_row.js").Logged} */ ({
        id: ID,
        attempt: 1,
        status: "FINISHED",
        answered_by,
      }),
    ).outcome;
  assert.deepEqual(
    ["human", "fax", "machine_start", "machine_end_other", "unknown", "no_answer", "new word", null].map(
      outcome,
    ),
    ["human", "machine", "machine", "machine", "unknown", "no_answer", "unknown", "open"],
  );
});

test("a call is in progress from its dialing to its end, whether or not its end has an outcome", () => {
  const start_time = "2026-07-08T03:15:00";
  const dialed = { id: ID, attempt: 1, status: "RUNNING", answered_by: null, start_time };
  const is = (/** @type {object} */ part) =>
    rows.isInProgress(
      rows.rowOf(
        /** @type {import("../../www/src/panel/call_row.js").Logged} */ (
          /** @type {unknown} */ ({ ...dialed, ...part })
        ),
      ),
    );
  for (const status of [null, "queued", "ringing", "in-progress", "a new word"]) {
    assert.ok(is({ call: { status } }), `${status}`);
  }
  for (const status of ["canceled", "completed", "failed", "busy", "no-answer", "missed"]) {
    assert.ok(!is({ call: { status } }), status);
  }
  assert.ok(is({}));
  for (const status of ["FINISHED", "FAILED", "TERMINATED", "CANCELED"]) assert.ok(!is({ status }), status);
  assert.ok(!is({ start_time: null }));
  assert.ok(!is({ answered_by: "human" }));
  assert.ok(!is({ end_time: start_time }));
  assert.ok(!is({ call: { status: "in-progress", end_time: start_time } }));
});

test("calls are found by name, and by number however it is written", () => {
  const call = (/** @type {string} */ name, /** @type {string} */ number) => ({
    ...rows.rowOf({ id: name, attempt: 1, status: "FINISHED", answered_by: "human" }),
    name,
    number,
  });
  const all = [call("Mia Chen", "+12025550123"), call("Bo", "+886912345678")];
  const found = (/** @type {string} */ text, outcome = "") =>
    rows.matching(all, outcome, text).map(({ name }) => name);
  assert.deepEqual(found("chen"), ["Mia Chen"]);
  assert.deepEqual(found("(202) 555-01"), ["Mia Chen"]);
  assert.deepEqual(found("91234"), ["Bo"]);
  assert.deepEqual(found("", "machine"), []);
  assert.deepEqual(found("", "human"), ["Mia Chen", "Bo"]);
});

/**
 * @param {string} time
 * @param {import("../../www/src/panel/call_row.js").Outcome} outcome
 */
function call(time, outcome, from = "+12025550100") {
  return /** @type {import("../../www/src/panel/call_row.js").CallRow} */ (
    /** @type {unknown} */ ({ time, outcome, from })
  );
}

test("the first requests take their token to no other address, as the client's own do", async (t) => {
  const { Prefetch } = /** @type {typeof import("../../www/src/panel/prefetch.js")} */ (
    await source("panel/prefetch.ts")
  );
  const fetching = t.mock.method(globalThis, "fetch", async () => new Response("{}"));
  new Prefetch("https://portal.example/", async () => ({ header: "X-Token", value: "secret" })).start();
  await new Promise((resolve) => setImmediate(resolve));
  const sent = fetching.mock.calls.map(({ arguments: [, init] }) => /** @type {RequestInit} */ (init));
  assert.equal(sent.length, 2);
  for (const { redirect, cache } of sent) assert.deepEqual([redirect, cache], ["manual", "no-store"]);
});

test("a token is used until it expires, also if the page has kept it for a while, and whatever the clock shows", async (t) => {
  const { TokenSource } = /** @type {typeof import("../../www/src/panel/token.js")} */ (
    await source("panel/token.ts")
  );
  const minute = 60_000;
  const start = Date.UTC(2026, 6, 8, 10);
  /**
   * Returns for how many minutes a token is used that was issued for an hour.
   *
   * @param {number} age of the token when the page gives it, in minutes
   * @param {number} ahead how many minutes the local clock is ahead
   */
  const used = async (age, ahead) => {
    t.mock.timers.enable({ apis: ["Date"], now: start + ahead * minute });
    const [iat, exp] = [-age, 60 - age].map((minutes) => (start + minutes * minute) / 1_000);
    const payload = Buffer.from(JSON.stringify({ iat, exp })).toString("base64url");
    let asked = 0;
    const getToken = async () => {
      asked += 1;
      return `header.${payload}.signature`;
    };
    const tokens = new TokenSource(
      /** @type {import("../../www/src/panel/host.js").LauncherHost} */ ({ getToken }),
    );
    let minutes = 0;
    for (await tokens.get(); ; minutes += 1) {
      t.mock.timers.setTime(start + (ahead + minutes + 1) * minute - 11_000);
      await tokens.get();
      if (asked > 1) break;
    }
    t.mock.timers.reset();
    return minutes;
  };
  assert.equal(await used(0, 0), 60);
  assert.equal(await used(50, 0), 10);
  // By a clock that is too far ahead, the token has expired before it arrives.
  assert.equal(await used(0, 61), 60);
  assert.equal(await used(0, -61), 60);
});

test("calls are counted by spans of time that clocks divide, every one in its own", () => {
  const rows = [
    call("2026-07-08T10:02:00", "human"),
    call("2026-07-08T10:00:10", "machine"),
    call("2026-07-08T10:00:20", "human"),
    call("2026-07-08T10:17:59", "no_answer"),
    call("", "open"),
    call("2026-07-08T11:00:00", "open"),
  ];
  const { span, spans } = tallies.overTime(rows);
  assert.equal(span, 60_000);
  assert.equal(iso(spans[0]?.from ?? 0), "2026-07-08T10:00:00.000Z");
  assert.equal(spans.length, 18);
  assert.deepEqual(spans[0]?.counts, { human: 1, machine: 1, no_answer: 0, unknown: 0, open: 0 });
  assert.equal(spans[2]?.counts.human, 1);
  assert.equal(spans[17]?.counts.no_answer, 1);
  for (const hours of [0, 1, 5, 24, 24 * 30, 24 * 1_000]) {
    const end = new Date(Date.UTC(2026, 6, 8, 10) + hours * 3_600_000).toISOString().slice(0, 19);
    const wide = tallies.overTime([call("2026-07-08T10:00:00", "human"), call(end, "human")]);
    const sum = wide.spans.reduce((sum, { counts }) => sum + counts.human, 0);
    assert.equal(sum, 2, `${hours} hours`);
    assert.ok(wide.spans.length <= 24 || hours > 24 * 100, `${hours} hours: ${wide.spans.length} bars`);
  }
  assert.deepEqual(tallies.overTime([]).spans, []);
});

test("a bar for a day has the calls of that day on the browser's clock, also where clocks change", (t) => {
  const zone = process.env.TZ;
  t.after(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  for (const [name, first] of [
    ["America/Los_Angeles", "2026-10-25"],
    ["Australia/Sydney", "2026-09-28"],
    ["Asia/Taipei", "2026-06-01"],
  ]) {
    process.env.TZ = name;
    const days = Array.from({ length: 14 }, (_, day) => {
      const date = new Date(`${first}T00:00`);
      date.setDate(date.getDate() + day);
      return date;
    });
    const rows = days.flatMap((day) =>
      [0, 12, 23].map((hour) => call(new Date(new Date(day).setHours(hour, 5)).toISOString(), "human")),
    );
    const { spans, until } = tallies.overTime(rows);
    assert.deepEqual(
      spans.map(({ from }) => iso(from)),
      days.map((day) => day.toISOString()),
      name,
    );
    assert.ok(
      spans.every(({ counts }) => counts.human === 3),
      name,
    );
    assert.equal(new Date(until).getHours(), 0, name);
  }
});

test("a date has its year if it is not in the current one, on the clocks of its zone", (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-07-01T12:00:00Z") });
  const formats = new Formats("en-US");
  const at = (/** @type {string} */ text) => Date.parse(text);
  const [july, next] = [at("2026-07-08T10:00:00Z"), at("2027-07-08T10:00:00Z")];
  assert.doesNotMatch(formats.time(july, "UTC"), /202/);
  assert.match(formats.time(next, "UTC"), /^Jul 8, 2027/);
  assert.match(formats.time(at("2025-07-08T10:00:00Z")), /2025/);
  assert.match(formats.day(at("2025-07-08T10:00:00Z")), /2025/);
  assert.doesNotMatch(formats.day(july), /202/);
  // Both ends of a range have one.
  assert.match(formats.time(july, "UTC", next), /^Jul 8, 2026/);
  assert.match(formats.time(next, "UTC", july), /^Jul 8, 2027/);
  assert.match(formats.time(july, "UTC", Number.NaN), /^Jul 8/);
  // It is 2027 in Taipei already.
  const eve = at("2026-12-31T20:00:00Z");
  assert.doesNotMatch(formats.time(eve, "UTC"), /202/);
  assert.match(formats.time(eve, "Asia/Taipei"), /^Jan 1, 2027/);
  assert.match(new Formats("zh-TW").time(next, "Asia/Taipei"), /^2027年7月8日/);
});

test("calls are counted by the number that called, the busiest first", () => {
  const rows = [
    call("1", "human", "+1"),
    call("2", "machine", "+2"),
    call("3", "human", "+2"),
    call("4", "open", "+3"),
  ];
  assert.deepEqual(
    tallies.byNumber(rows).map(({ number, total }) => [number, total]),
    [
      ["+2", 2],
      ["+1", 1],
    ],
  );
});

test("an axis ends with a round number that is not below the highest bar", () => {
  for (const [value, top] of [
    [0, 1],
    [1, 1],
    [3, 5],
    [5, 5],
    [6, 10],
    [11, 20],
    [450, 500],
    [90_001, 100_000],
  ]) {
    assert.equal(tallies.roundUp(value ?? 0), top);
  }
});

test("what is read for one plan or campaign is not read on for the next", () => {
  const session = new Session("test", PENDING);
  const slots = /** @type {const} */ (["sample", "found", "hours", "calls", "labels"]);
  const begin = () => {
    for (const slot of slots) session.reads[slot] = new AbortController();
  };
  const aborted = () => slots.filter((slot) => session.reads[slot]?.signal.aborted);
  begin();
  session.set({ sample: { state: "loading" }, notice: undefined });
  assert.deepEqual(aborted(), []);
  session.set({ calls: undefined });
  assert.deepEqual(aborted(), ["calls"]);
  begin();
  beginPlan(session, plan.newPlan());
  assert.deepEqual(aborted(), ["sample", "found", "hours"]);
});

/**
 * A session whose client lists these rows.
 *
 * @param {"contacts" | "campaigns"} resource
 * @param {(query: Record<string, unknown>) => unknown} list
 */
function listing(resource, list) {
  const session = new Session("test", PENDING);
  session.client = /** @type {import("seax-dialer").SeaxClient} */ (
    /** @type {unknown} */ ({ [resource]: { list } })
  );
  return session;
}

test("whoever is not of a part is told, without a query that its additions make too long", async () => {
  const { outsidersOf } = /** @type {typeof import("../../www/src/panel/read_contacts.js")} */ (
    await source("panel/read_contacts.ts")
  );
  const person = (/** @type {string} */ name) => ({
    id: /** @type {import("seax-dialer").ContactId} */ (name),
    name,
  });
  const many = Array.from({ length: 600 }, (_, place) => person(`member ${place}`));
  const members = many.map(({ id }) => id);
  /** @param {Partial<import("../../www/src/panel/plan.js").Plan>} part */
  const told = async (part) => {
    /** @type {string[] | undefined} */
    let asked;
    const session = listing("contacts", async function* (query) {
      asked = Object.keys(query);
      yield* ["member 1", "stranger", "out", "added"].map(person);
    });
    const outsiders = await outsidersOf(session, { ...plan.newPlan(), members, ...part });
    return [outsiders.map(({ name }) => name), asked];
  };
  const labels = /** @type {import("seax-dialer").LabelId[]} */ ([ID]);
  const leftOut = [person("out")];
  const added = [...many, person("added")];
  const byLabel = ["any_contact_label_ids", "phone_only"];
  assert.deepEqual(await told({ labels, leftOut, added: many }), [["stranger", "added"], byLabel]);
  assert.deepEqual(await told({ labels, leftOut, added }), [["added", "stranger"], byLabel]);
  // Without labels, a keyword selects only among the additions.
  assert.deepEqual(await told({ keyword: "a", added: many }), [[], undefined]);
  assert.deepEqual(await told({ keyword: "a", added }), [["added"], undefined]);
  assert.deepEqual(await told({ keyword: "a", leftOut }), [
    ["stranger", "added"],
    ["keyword", "phone_only"],
  ]);
  // Nobody is added to everybody. The draft does not have an addition that is excluded as well.
  assert.deepEqual(await told({ everybody: true, leftOut, added: [person("else")] }), [
    ["stranger", "added"],
    ["phone_only"],
  ]);
  assert.deepEqual(await told({ leftOut: [person("added")], added }), [[], undefined]);
});

test("a list has each row once, whatever a server makes of offset and limit", async () => {
  const { allOf } = /** @type {typeof import("../../www/src/panel/read.js")} */ (
    await source("panel/read.ts")
  );
  const { readPast } = /** @type {typeof import("../../www/src/panel/read_campaigns.js")} */ (
    await source("panel/read_campaigns.ts")
  );
  const rows = Array.from({ length: 47 }, (_, place) => ({ id: String(place) }));
  const same = await allOf(async () => ({ data: rows.slice(0, 20), total: 47 }));
  assert.deepEqual(same.data, rows.slice(0, 20));
  const overlapping = await allOf(async (offset) => ({
    data: rows.slice(Math.max(0, offset - 3), offset + 7),
    total: 47,
  }));
  assert.deepEqual(overlapping.data, rows);

  /**
   * Returns how many campaigns each press of "Show more" leads to.
   *
   * @param {(offset: number, limit: number) => { data: { id: string }[], total?: number }} page
   */
  const shown = async (page) => {
    const session = listing("campaigns", async ({ offset, limit }) => page(Number(offset), Number(limit)));
    const counts = [];
    for (let more = true; more && counts.length < 9; ) {
      readPast(session, counts.at(-1));
      while (session.state.past?.state !== "there" || session.reads.past?.signal.aborted === false) {
        await new Promise((resolve) => setTimeout(resolve));
      }
      const { value } = session.state.past;
      assert.equal(new Set(value.rows.map(({ id }) => id)).size, value.rows.length);
      counts.push(value.rows.length);
      more = value.more;
    }
    return counts;
  };
  const total = rows.length;
  const capped = (/** @type {number} */ offset, /** @type {number} */ limit) =>
    rows.slice(offset, offset + Math.min(limit, 7));
  assert.deepEqual(await shown((offset, limit) => ({ data: capped(offset, limit), total })), [20, 40, 47]);
  assert.deepEqual(await shown((offset, limit) => ({ data: capped(offset, limit) })), [20, 40, 47]);
  assert.deepEqual(
    await shown((offset, limit) => ({ data: rows.slice(offset, offset + limit) })),
    [20, 40, 47],
  );
  // It ignores the offset.
  assert.deepEqual(await shown((_, limit) => ({ data: rows.slice(0, limit) })), [20, 20]);
});

test("a frame stores no launch again that another frame has settled, nor over one that is not confirmed", async (t) => {
  const { keepTicket, record } = /** @type {typeof import("../../www/src/panel/launches.js")} */ (
    await source("panel/launches.ts")
  );
  for (const name of ["sessionStorage", "localStorage"]) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    /** @type {Map<string, string>} */
    const items = new Map();
    const value = {
      getItem: (/** @type {string} */ key) => items.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ text) => void items.set(key, text),
    };
    Object.defineProperty(globalThis, name, { value, configurable: true });
    t.after(() =>
      Object.defineProperty(globalThis, name, before ?? { value: undefined, configurable: true }),
    );
  }
  const launched = (/** @type {string} */ key, ticket = `ticket of ${key}`) =>
    /** @type {import("../../www/src/panel/launches.js").Pending} */ (
      /** @type {unknown} */ ({ key, ticket: { key: ticket, sent_at: 1 }, draft: {}, content: "" })
    );
  const settle = (/** @type {string} */ key) => record(key, { next: "another" });
  const kept = () => JSON.parse(sessionStorage.getItem("place") ?? "{}");
  const one = new Session("place", PENDING);
  keepTicket(one, launched("first"));
  const two = new Session("place", PENDING);
  assert.equal(two.state.pending?.key, "first");
  two.set({ keyword: "a" });
  assert.equal(kept().pending.key, "first");

  settle("first");
  one.set({ pending: undefined, screen: "live" });
  two.set({ keyword: "ab" });
  assert.equal(kept().pending, undefined, "it is over");
  assert.equal(new Session("place", PENDING).state.screen, "review", "there is nothing to confirm");

  keepTicket(one, launched("second"));
  two.set({ keyword: "abc" });
  assert.equal(kept().pending.key, "second");
  two.set({ pending: undefined });
  assert.equal(kept().pending.key, "second");
  assert.equal(two.otherPending?.key, "second");
  assert.throws(() => keepTicket(two, launched("third")), /not confirmed/);

  // Sent again, it is stored also where the record of it is gone.
  settle("second");
  one.set({ pending: undefined });
  keepTicket(two, launched("first"));
  assert.equal(kept().pending.key, "first");

  // The draft of a launch that was refused can be launched by another frame: that launch is kept, too.
  settle("first");
  two.set({ pending: undefined });
  keepTicket(one, launched("first", "the next ticket"));
  two.set({ keyword: "abcd" });
  assert.equal(kept().pending?.ticket.key, "the next ticket");
  one.set({ keyword: "abcd" });
  assert.equal(kept().pending?.ticket.key, "the next ticket");
});

test("a warning is new if none of before was about the same, or about fewer contacts", async () => {
  const { newWarnings, warningsOf } = /** @type {typeof import("../../www/src/panel/warnings.js")} */ (
    await source("panel/warnings.ts")
  );
  /** @param {string} code @param {string} message @param {number} [count] @param {"warning" | "error"} [severity] */
  const finding = (code, message, count, severity = "warning") =>
    /** @type {import("seax-dialer").Finding} */ (
      /** @type {unknown} */ ({
        ...{ severity, code, message, field: "field" },
        ...(count && { contacts: { count, sample: [] } }),
      })
    );
  /** @typedef {ReturnType<typeof finding>} Finding */
  const isNew = (/** @type {Finding[]} */ before, /** @type {Finding[]} */ now) =>
    newWarnings(warningsOf(before), now).map(({ message }) => message);
  // The two of each pair have the same code and field.
  const pairs = [
    [
      finding("number_improbable", "have phone numbers that probably do not exist", 2),
      finding("number_improbable", "have phone numbers with unknown area codes: an area code can be new", 2),
    ],
    [
      finding("window_too_short", "There may not be enough time: 2 hours are left until the end."),
      finding(
        "window_too_short",
        "There may not be enough time within calling hours: 8 calls would be left.",
      ),
    ],
    [finding("placeholder_empty", "have no {seat}.", 2), finding("placeholder_empty", "have no {date}.", 2)],
  ];
  for (const [one, two] of pairs) {
    assert.ok(one && two);
    assert.deepEqual(isNew([one], [one, two]), [two.message]);
    assert.deepEqual(isNew([two], [one, two]), [one.message]);
    assert.deepEqual(isNew([one, two], [two, one]), []);
  }
  const more = finding("number_repeated", "3 contacts share numbers", 3);
  const fewer = finding("number_repeated", "2 contacts share a number", 2);
  assert.deepEqual(isNew([fewer], [more]), [more.message]);
  assert.deepEqual(isNew([more], [fewer]), []);
  assert.deepEqual(isNew([more], [fewer, more]), [more.message], "one does not stand for two");
  assert.deepEqual(isNew([finding("number_repeated", "", 3, "error")], [more]), [more.message]);
  assert.deepEqual(isNew([], [finding("number_repeated", "", 3, "error")]), []);
});
