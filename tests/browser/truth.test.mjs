// Tests that the launcher shows no wrong figures: a campaign's figures never go back, and errors are named.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { POLICY } from "../../www/demo/server.mjs";
import { LONG, PLAIN, Stage } from "./stage.mjs";

const stage = await Stage.build(after);

/**
 * Records each progress figure that the panel shows.
 *
 * @param {import("playwright-core").Page} page
 */
async function recordFigures(page) {
  await page.evaluate(() => {
    const shown = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { shown });
    const around = document.querySelector("seax-launcher")?.shadowRoot?.querySelector("div");
    const root = around?.shadowRoot;
    const note = () => {
      const text = root?.querySelector(".progress .big")?.textContent?.replaceAll(/\s+/g, " ").trim();
      if (text && text !== shown.at(-1)) shown.push(text);
    };
    if (root)
      new MutationObserver(note).observe(root, { childList: true, characterData: true, subtree: true });
  });
}

/** @param {import("playwright-core").Page} page @returns {Promise<{ done: number, of: number }[]>} */
async function figures(page) {
  const shown = /** @type {string[]} */ (await page.evaluate(() => Reflect.get(globalThis, "shown")));
  return shown.map((text) => {
    const [done = Number.NaN, of = Number.NaN] = text.replace(/^\d+%/, "").match(/\d+/g)?.map(Number) ?? [];
    return { done, of };
  });
}

test("figures do not go back when the socket drops, and the server with it", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...LONG, edge: true });
  const { page } = scene;
  await page.addInitScript(() => {
    const sockets = /** @type {WebSocket[]} */ ([]);
    const Plain = WebSocket;
    Object.assign(globalThis, {
      sockets,
      WebSocket: class extends Plain {
        /** @param {ConstructorParameters<typeof WebSocket>} given */
        constructor(...given) {
          if (Reflect.get(globalThis, "dropped")) throw new Error("no socket");
          super(...given);
          sockets.push(this);
        }
      },
    });
  });
  const campaign = await scene.create({ any_contact_label_ids: [await scene.labelId("Newsletter")] });
  // The client's own polls give the campaign as it was created. All later figures come by the socket.
  const polls = new RegExp(`/auto_dialer_campaigns/${campaign.id}$`);
  await page.route(polls, async (route) => route.fulfill({ response: await route.fetch(), json: campaign }));
  await scene.follow(campaign);
  await recordFigures(page);
  const done = async () => (await figures(page)).at(-1)?.done ?? 0;
  await scene.until(async () => (await done()) >= 2);
  await page.unroute(polls);
  await page.route("**/seax-api/**", (route) => route.abort());
  await page.evaluate(() => {
    Object.assign(globalThis, { dropped: true });
    for (const socket of Reflect.get(globalThis, "sockets")) socket.close();
  });
  await page.getByText("The server cannot be reached").first().waitFor();
  const before = await done();
  await page.unroute("**/seax-api/**");
  await scene.until(async () => (await done()) > before);
  const seen = await figures(page);
  for (const [place, { done, of }] of seen.entries()) {
    const earlier = seen[place - 1];
    assert.ok(!earlier || done >= earlier.done, JSON.stringify(seen));
    assert.ok(!earlier?.of || of >= earlier.of, JSON.stringify(seen));
  }
});

test("without a whole, the figure is said once, also once the campaign was stopped", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...LONG });
  const { page } = scene;
  /** @type {{ status: string, statistics: object } | undefined} */
  let now;
  /** @param {string} status @param {number} human @param {number} total */
  const put = (status, human, total) => {
    now = { status, statistics: { human, machine: 0, unknown: 0, no_answer: 0, total } };
  };
  await page.route(/\/auto_dialer_campaigns\/[\da-f-]+$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), ...now } });
  });
  /** Waits until the main figure is this text alone. @param {string} text */
  const figure = (text) =>
    scene.until(async () => {
      const shown = await page.locator(".progress .big").textContent();
      return shown?.replaceAll(/\s+/g, " ").trim() === text;
    });
  put("PROCESSING", 5, 5);
  await scene.follow();
  await figure("5 called");
  put("PROCESSING", 12, 12);
  await figure("12 called");
  const { length } = await scene.requests();
  put("FINISHED", 14, 14);
  await figure("14 called");
  await page.locator(".status.finished").waitFor();
  // The last figures are read by a new watch, which has not seen the total grow.
  await scene.until(
    async () =>
      (await scene.requests())
        .slice(length)
        .filter(({ path }) => /\/auto_dialer_campaigns\/[\da-f-]+$/.test(path)).length > 3,
  );
  await figure("14 called");
  put("CANCELED", 0, 0);
  await scene.load();
  await scene.button.click();
  await figure("0 called");
  put("FINISHED", 0, 0);
  await scene.load();
  await scene.button.click();
  await figure("0 called");
});

test("figures stay when the network goes, and say how old they are", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...LONG });
  const { page } = scene;
  await scene.follow();
  await recordFigures(page);
  await scene.until(async () => ((await figures(page)).at(-1)?.done ?? 0) >= 2);
  await page.locator(".pane.wide").waitFor();
  const shown = (await figures(page)).at(-1);
  await page.route("**/seax-api/**", (route) => route.abort());
  await page.getByText("The server cannot be reached").first().waitFor();
  const stale = (await figures(page)).at(-1);
  assert.ok((stale?.done ?? 0) >= (shown?.done ?? 0));
  assert.equal(stale?.of, shown?.of);
  // All figures of one reading share one age. The calls are read separately, and have their own.
  await page
    .locator(".note")
    .getByText(/^Updated (now|\d+\S* ?\S* ago)$/)
    .waitFor();
  assert.equal(
    await page
      .locator(".progress")
      .getByText(/^Updated/)
      .count(),
    0,
  );
  await page
    .locator(".pane.wide")
    .getByText(/^Updated /)
    .waitFor();
});

test("figures that are no longer followed say how old they are", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...LONG });
  const { page } = scene;
  await scene.installClock();
  await scene.follow();
  await recordFigures(page);
  await scene.until(async () => ((await figures(page)).at(-1)?.done ?? 0) >= 2);
  await page.route("**/seax-api/**", (route) => route.abort());
  await scene.hurry(page.getByRole("button", { name: "Try again" }), 10_000);
  await page
    .locator(".progress")
    .getByText(/^Updated .* ago$/)
    .waitFor();
});

test("campaigns that call are not among those that are over, and one that is over is not live", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 60, speed: 600 });
  const { page } = scene;
  await scene.follow();
  await page.getByText("Finished", { exact: true }).waitFor();
  await page.getByRole("navigation").getByRole("button", { name: "Results", exact: true }).waitFor();
  assert.equal(await page.getByRole("navigation").getByRole("button", { name: "Live" }).count(), 0);
  await scene.press("All campaigns");
  await page.getByRole("heading", { name: "Finished" }).waitFor();
  const over = page.locator("h3:has-text('Finished') + ul");
  await over.getByText("Autumn").first().waitFor();
});

test("a page without a session is told to sign in, with a button that does", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.fault({ kind: "status", status: 401, path: "phones", times: 0 });
  await scene.open();
  await page.getByText("You are not signed in").waitFor();
  const loaded = page.waitForEvent("load");
  await scene.press("Reload the page");
  await loaded;
});

test("the calls are those of the chart, newest first, and can be searched", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 80, speed: 600 });
  const { page } = scene;
  await scene.follow();
  await page.getByText("Finished", { exact: true }).waitFor();
  const rows = page.locator(".calls tbody tr");
  await rows.first().waitFor();
  const id = (await scene.api("auto_dialer_campaigns?limit=1")).data[0].id;
  const logs = (await scene.api(`auto_dialer_campaigns/${id}/logs?limit=0`)).data;
  const newest = logs
    .map((/** @type {{ start_time: string }} */ { start_time }) => start_time)
    .sort()
    .at(-1);
  const expected = logs.filter((/** @type {{ start_time: string }} */ log) => log.start_time === newest);
  // The table may still be of a reading before the end.
  await page
    .getByText(new RegExp(`of ${logs.length} calls$`))
    .first()
    .waitFor();
  const name = await rows.first().locator("b").innerText();
  assert.ok(
    expected.some((/** @type {{ contact: { name: string } }} */ { contact }) => contact.name === name),
    name,
  );

  const count = (/** @type {RegExp} */ words) =>
    logs.filter((/** @type {{ answered_by: string }} */ { answered_by }) => words.test(answered_by)).length;
  for (const [outcome, words] of /** @type {const} */ ([
    ["Machine", /^(machine|fax)/],
    ["No answer", /^no_answer$/],
    ["Human", /^human$/],
  ])) {
    await page.getByLabel("Result", { exact: true }).selectOption({ label: outcome });
    await page
      .getByText(new RegExp(`of ${count(words)} calls$`))
      .first()
      .waitFor();
  }
  // Calls that were answered by a human have a recording and a summary.
  const recorded = logs.filter(
    (/** @type {{ call: { recordings: unknown[] } }} */ { call }) => call.recordings.length > 0,
  );
  assert.ok(recorded.length > 0);
  assert.equal(
    await page.locator(".calls audio").count(),
    0,
    "nothing is fetched until somebody wants to hear it",
  );
  await page
    .getByRole("button", { name: /Recording of the call with / })
    .first()
    .click();
  const url = await page.locator(".calls audio").getAttribute("src");
  const known = recorded.flatMap(
    (/** @type {{ call: { recordings: { url: string }[] } }} */ { call }) => call.recordings,
  );
  assert.ok(
    known.some((/** @type {{ url: string }} */ recording) => recording.url === url),
    String(url),
  );
  await page.getByLabel("Result", { exact: true }).selectOption({ label: "All results" });
  const { contact } = logs[0];
  await page.getByLabel("Name or number").fill(contact.phone);
  await rows.filter({ hasText: contact.phone }).first().waitFor();
  assert.equal(await rows.filter({ hasNotText: contact.phone }).count(), 0);
});

test("the table of calls outlives a refresh that fails, and grows however long one takes", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...LONG });
  const { page } = scene;
  await scene.installClock();
  await scene.follow();
  const shown = page.getByText(/of \d+ calls$/);
  const total = async () => Number((await shown.innerText()).match(/of (\d+)/)?.[1]);
  await shown.waitFor();
  await page.evaluate(() => {
    Object.assign(globalThis, { snapshots: 0 });
    document.addEventListener("seax-progress", () => {
      Object.assign(globalThis, { snapshots: Reflect.get(globalThis, "snapshots") + 1 });
    });
  });
  const snapshots = () => page.evaluate(() => Number(Reflect.get(globalThis, "snapshots")));
  // The page would give up a refresh that is held.
  await scene.suspendTimeouts();
  let refreshes = 0;
  await page.route(/\/logs\?/, async (route) => {
    refreshes += 1;
    if (refreshes === 1) return route.fulfill({ status: 404, json: { detail: "not now" } });
    // Longer than the time between two refreshes: another one would be due with the next figures.
    const before = await snapshots();
    do await page.clock.fastForward(6_000);
    while ((await snapshots()) === before);
    return route.continue().catch(() => {});
  });
  await scene.hurryUntil(async () => refreshes > 1, 6_000);
  // Whether the table is there, without waiting for it.
  assert.equal(await shown.count(), 1, "the failed refresh took the table away");
  const before = await total();
  await scene.hurryUntil(async () => (await total()) > before, 6_000);
  // The search stays, too.
  await page.getByLabel("Name or number").fill("no such name");
  const none = page.getByText("0 of 0 calls").first();
  await none.waitFor();
  const until = refreshes + 2;
  await scene.hurryUntil(async () => refreshes >= until, 6_000);
  assert.ok(await none.isVisible());
});

test("a server that returns fewer rows than it is asked for hides no calls, recipients or labels", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 60, pageCap: 7 });
  const { page } = scene;
  const { total } = await scene.api("contact_labels");
  assert.ok(total > 7);
  await scene.open();
  await scene.chooseNumbers();
  const labels = page.getByRole("group", { name: "Labels" });
  await labels.getByLabel("Newsletter").check();
  await page.getByText("Will be called", { exact: true }).waitFor();
  const recipients = page.getByRole("option");
  await recipients.first().waitFor();
  assert.ok(Number(await recipients.first().getAttribute("aria-setsize")) > 7);
  await recipients.nth(7).filter({ hasNotText: "…" }).waitFor();

  const { data } = await scene.api("auto_dialer_campaigns?limit=0");
  const over = data.find((/** @type {{ status: string }} */ { status }) => status === "FINISHED");
  const logs = await scene.api(`auto_dialer_campaigns/${over.id}/logs`);
  assert.ok(logs.total > 7);
  const phones = (await scene.api("phones?limit=1")).data.map((/** @type {{ id: string }} */ { id }) => id);
  for (let number = data.length; number <= 20; number += 1) {
    await scene.api("auto_dialer_campaigns", {
      type: "VOICE_DROP",
      name: `Autumn ${number}`,
      mode: "WEB",
      stage: "INSTANCE",
      phone_ids: phones,
      message: "Hello.",
      start_time: new Date(Date.now() + 48 * 3_600_000).toISOString(),
      end_time: new Date(Date.now() + 50 * 3_600_000).toISOString(),
      is_schedule: true,
      timezone: "Asia/Taipei",
      max_attempts: 1,
      max_dialers: 1,
      capture_keypress: false,
      capture_stt: false,
    });
  }
  await scene.press("All campaigns");
  const campaigns = page.locator("ul.campaigns > li");
  await campaigns.nth(19).waitFor();
  await scene.press("Show more");
  await campaigns.nth(20).waitFor();
  await scene.press(`Open ${over.name}`);
  await page.getByText(new RegExp(`of ${logs.total} calls$`)).waitFor();
});

test("recipients are counted and listed on a server that does not say how many there are", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, contacts: 450 });
  const { page } = scene;
  await page.route(/\/contacts\?/, async (route) => {
    const reply = await route.fetch();
    const { data } = await reply.json();
    await route.fulfill({ response: reply, json: { data } });
  });
  const { total } = await scene.api("contacts?phone_only=true");
  await scene.open();
  await scene.chooseNumbers();
  await page.getByLabel("Call everybody in this workspace").check();
  const exclude = page.getByRole("group", { name: "Exclude", exact: true });
  for (const name of ["DNC", "invalid number", "unreachable"]) await exclude.getByLabel(name).uncheck();
  const called = page.locator(".waterfall .called dd").first();
  await called.getByText(String(total), { exact: true }).waitFor();
  // The list goes on after each full page, and ends at the last row.
  const all = (await scene.api("contacts")).total;
  const list = page.getByRole("listbox");
  await list.focus();
  await scene.until(async () => {
    await page.keyboard.press("End");
    return (await page.locator(`[role=option].active[aria-setsize='${all}']`).count()) > 0;
  });
});

/** A recording of silence: half an hour, so that it does not end during a test, of 3,000 bytes a second. */
function silence() {
  const bytes = Buffer.alloc(44 + 5_400_000, 128);
  bytes.write("RIFF");
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  for (const [at, value] of /** @type {const} */ ([
    [16, 16],
    [24, 3_000],
    [28, 3_000],
    [40, 5_400_000],
  ])) {
    bytes.writeUInt32LE(value, at);
  }
  for (const [at, value] of /** @type {const} */ ([
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ])) {
    bytes.writeUInt16LE(value, at);
  }
  bytes.write("data", 36);
  return bytes;
}

test("what is open, focused and played of a call stays with it when new calls come, until the panel is closed", async (t) => {
  const element = '<seax-launcher endpoint="/seax-api"></seax-launcher>';
  const html = PLAIN.replace(element, element + element);
  const policy = `${POLICY}; media-src https://recordings.example.com`;
  const scene = await stage.scene(t, { html, policy, ...LONG });
  const { page } = scene;
  await page.route("https://recordings.example.com/**", (route) =>
    route.fulfill({ contentType: "audio/wav", body: silence() }),
  );
  await scene.installClock();
  const { data: campaigns } = await scene.api("auto_dialer_campaigns?limit=0");
  const over = campaigns.find((/** @type {{ status: string }} */ { status }) => status === "FINISHED");
  const [log] = (await scene.api(`auto_dialer_campaigns/${over.id}/logs?limit=1`)).data;
  const talk = {
    ...log,
    answered_by: "human",
    call: { id: "1", recordings: [{ id: "1", url: "https://recordings.example.com/1.wav" }] },
    conversation: {
      id: "1",
      external_conversations: [{ id: "1", meta_data: { transcript: `This is ${log.contact.name}.` } }],
    },
  };
  /** @param {number} place */
  const later = (place) => ({
    ...log,
    id: `${place}`,
    contact: { ...log.contact, name: `Later ${place}` },
    start_time: new Date(Date.now() + place * 1_000).toISOString().slice(0, 19),
  });
  // More than the table shows at once: without being played, the call would be pushed out.
  const newer = Array.from({ length: 30 }, (_, place) => later(place));
  let played = false;
  await page.route(/\/logs\?/, async (route) => {
    const data = [talk, ...(played ? newer : [])];
    await route.fulfill({ json: { data, total: data.length } });
  });
  await scene.follow();
  const rows = page.locator(".calls tbody tr");
  const row = await rows.first().elementHandle();
  assert.ok(row);
  const name = await (await row.$("b"))?.innerText();
  await (await row.$("summary"))?.click();
  await (await row.$("button"))?.click();
  played = true;
  const audio = page.locator("audio");
  const heard = await audio.elementHandle();
  const place = () => heard?.evaluate((audio) => Reflect.get(audio, "currentTime"));
  await scene.until(async () => Number(await place()) > 0);
  await (await row.$("summary"))?.focus();
  const before = await place();
  await scene.hurry(rows.getByText("Later 29"), 6_000);
  const seen = await row.evaluate((row) => ({
    name: row.querySelector("b")?.textContent,
    text: row.querySelector("details[open]")?.textContent,
    focused: /** @type {ShadowRoot} */ (row.getRootNode()).activeElement === row.querySelector("summary"),
    paused: row.querySelector("audio")?.paused,
  }));
  assert.deepEqual(seen, {
    name,
    text: `TranscriptThis is ${name}.`,
    focused: true,
    paused: false,
  });
  assert.equal(await page.locator(".calls details[open]").count(), 1);
  assert.ok(Number(await place()) >= Number(before), "the recording has started again");

  await scene.press("Close");
  await scene.until(async () => (await heard?.evaluate((audio) => Reflect.get(audio, "paused"))) === true);
  await page.locator("seax-launcher").nth(1).locator("button").first().hover();
  await page.locator("dialog.panel").nth(1).waitFor({ state: "attached" });
  await scene.button.click();
  await rows.first().waitFor();
  assert.deepEqual(await audio.evaluateAll((all) => all.map((audio) => Reflect.get(audio, "paused"))), [
    true,
  ]);
});

test("the preview is of those who are called, also if others were being read when the audience changed", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  // A request that the page gives up is sent again, and would be one more of these.
  await scene.suspendTimeouts();
  /** @type {(() => void)[]} */
  const releases = [];
  await page.route(/\/contacts\?.*limit=50\b/, async (route) => {
    const { data } = await (await route.fetch()).json();
    await new Promise((resolve) => releases.push(() => resolve(undefined)));
    const former = releases.length === 1;
    const json = { data: former ? [{ ...data[0], name: "Former Recipient" }] : data, total: data.length };
    await route.fulfill({ json }).catch(() => {});
  });
  const labels = page.getByRole("group", { name: "Labels", exact: true });
  await labels.getByLabel("Newsletter").check();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.press("Next");
  await scene.until(async () => releases.length === 1);
  await scene.press("Back");
  await labels.getByLabel("Newsletter").uncheck();
  await labels.getByLabel("VIP").check();
  const [release] = releases;
  release?.();
  await page.getByText("Will be called", { exact: true }).waitFor();
  await scene.press("Next");
  await page.getByLabel("Survey assistant").check();
  await page.getByLabel("Opening message").fill("Hello {name}.");
  await scene.until(
    async () => releases.length === 2 || (await page.getByText("Former Recipient").count()) > 0,
  );
  assert.equal(releases.length, 2, "somebody who is not called is shown");
  releases[1]?.();
  await page
    .getByText(/Hello [A-Z]/)
    .first()
    .waitFor();
  assert.equal(await page.getByText("Former Recipient").count(), 0);
});

test("a page that cannot get a token is not told that nobody is signed in", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.load();
  await page.locator("seax-launcher").evaluate((element) => {
    const getToken = Reflect.get(element, "getToken");
    Object.assign(globalThis, { getToken });
    Object.assign(element, {
      getToken: async () => {
        throw new TypeError("the sign-in server is away");
      },
    });
  });
  await scene.button.click();
  await page.getByText("The page could not get your sign-in").first().waitFor();
  await page.getByText("Details").first().click();
  await page.getByText("the sign-in server is away").first().waitFor();
  assert.equal(await page.getByText("You are not signed in").count(), 0);
  await page.locator("seax-launcher").evaluate((element) => {
    Object.assign(element, { getToken: Reflect.get(globalThis, "getToken") });
  });
  await page.getByRole("button", { name: "Try again" }).first().click();
  await page.locator(".card").first().waitFor();
});

test("a campaign that ends while it cannot be followed has still finished", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN, ...LONG });
  const { page } = scene;
  await scene.installClock();
  const { id } = await scene.follow();
  await page.evaluate(() => {
    Object.assign(globalThis, { finished: 0 });
    document.addEventListener("seax-finish", () => {
      Object.assign(globalThis, { finished: Reflect.get(globalThis, "finished") + 1 });
    });
  });
  const url = new RegExp(`/auto_dialer_campaigns/${id}$`);
  await page.route(url, (route) => route.fulfill({ status: 404, json: { detail: "not now" } }));
  const again = page.getByRole("button", { name: "Try again" });
  await scene.hurry(again);
  await scene.change(`auto_dialer_campaigns/${id}`, { status: "CANCELED" });
  await page.unroute(url);
  // The first figures after the end cannot be read either.
  let reads = 0;
  await page.route(url, async (route) => {
    reads += 1;
    await (reads === 2 ? route.fulfill({ status: 404, json: { detail: "not now" } }) : route.continue());
  });
  await again.click();
  const finished = () => page.evaluate(() => Number(Reflect.get(globalThis, "finished")));
  await scene.hurryUntil(async () => (await finished()) > 0, 31_000);
  assert.equal(await again.count(), 0);
});

test("on the schedule step, recipients who could not be counted are not said to be missing", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  const url = /\/contacts\?.*limit=1(&|$)/;
  await page.route(url, (route) => route.fulfill({ status: 404, json: { detail: "not now" } }));
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await scene.step("Schedule");
  const again = page.locator(".columns").getByRole("button", { name: "Try again" });
  await again.waitFor();
  assert.equal(await page.getByText("Select recipients first.").count(), 0);
  await page.unroute(url);
  await again.click();
  await scene.heading("Forecast");
});

test("after a count that failed, the review reads somebody for the test call", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.installClock();
  await scene.open();
  await scene.chooseNumbers();
  let failures = 0;
  await page.route(/\/contacts\?.*limit=1(&|$)/, async (route) => {
    failures += 1;
    await route.fulfill({ status: 404, json: { detail: "not now" } });
  });
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await page.getByRole("button", { name: "Try again" }).first().waitFor();
  const isIdle = async () => (await scene.traffic()).underway === 0;
  await scene.until(isIdle);
  const before = failures;
  await scene.press("Next");
  await page.getByLabel("Survey assistant").check();
  await page.getByLabel("Opening message").fill("Hello {name}.");
  await page.getByText(/^1 \/ \d+$/).waitFor();
  // The recipients were counted again, and that has failed, too.
  await scene.until(async () => failures > before && (await isIdle()));
  await scene.step("Review");
  await page.locator("#rehearsal").fill("+12025550123");
  await page.getByRole("button", { name: "Call me" }).click({ trial: true });
});

test("recipients that could not be read are read again", async (t) => {
  const scene = await stage.scene(t, { html: PLAIN });
  const { page } = scene;
  await scene.open();
  await scene.chooseNumbers();
  let failures = 0;
  await page.route(/\/contacts\?.*limit=200/, async (route) => {
    failures += 1;
    await (failures > 1 ? route.continue() : route.fulfill({ status: 404, json: { detail: "not now" } }));
  });
  await page.getByRole("group", { name: "Labels" }).getByLabel("Newsletter").check();
  await page.getByRole("option").first().waitFor();
  assert.ok(failures > 1);
});
