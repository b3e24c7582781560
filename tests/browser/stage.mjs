// The setup of the browser tests: a sandbox, a portal's server in front of it, and a page with a launcher.

import assert from "node:assert/strict";
import { startDemo } from "../../www/demo/server.mjs";
import { startDemoWithEdge } from "../../www/demo/with_edge.mjs";
import { launch } from "../runtimes/runners/chromium.mjs";
import { startSandbox } from "../runtimes/servers/sandbox.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{ method: string, path: string, query: string, at: number, status: number | null }} Logged */

/** A page that contains only a launcher. */
export const PLAIN = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Portal</title>
<script type="module" src="/launcher/seax-launcher.js"></script>
<main><h1>Portal</h1><seax-launcher endpoint="/seax-api"></seax-launcher></main>
</html>`;

/** The timeout of every wait, in milliseconds. A busy machine may need it. */
const PATIENCE = 90_000;

/**
 * How long the page's tokens are valid, in milliseconds: longer than any test. A page whose clock stands still uses its token
 * for good, and a write is not repeated with another token.
 */
const TOKEN = 3_600_000;

/** The package's timeouts, of a request and of a part of itself, in milliseconds. */
const TIMEOUTS = [30_000, 120_000];

/** A workspace whose campaigns make almost no progress, so that none ends before a test pauses or stops it. */
export const STILL = { contacts: 60, speed: 0.05 };

/** A workspace whose campaigns have results within seconds, but run for minutes: longer than any test. */
export const LONG = { contacts: 2_000, speed: 20 };

/** A Wednesday of next year, before clocks change, as `YYYY-MM-DD`. */
export const WEDNESDAY = (() => {
  const march = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 2, 1));
  march.setUTCDate(1 + ((10 - march.getUTCDay()) % 7));
  return march.toISOString().slice(0, 10);
})();

/** Ten minutes before calling hours end in New York, in milliseconds since 1970: some hours from now, so not today if it is late. */
export const EVENING = (() => {
  const from = Date.now() + 3 * 3_600_000;
  const hour = new Intl.DateTimeFormat("en", {
    timeZone: "America/New_York",
    hour: "numeric",
    hourCycle: "h23",
  });
  const quarters = Array.from({ length: 97 }, (_, place) => (Math.ceil(from / 900_000) + place) * 900_000);
  const nine = quarters.find((time) => time % 3_600_000 === 0 && hour.format(time) === "21");
  assert.ok(nine);
  return nine - 600_000;
})();

/**
 * Runs in a page before its scripts: counts the requests of `fetch`, and those whose reply has not arrived to its end. The page
 * counts them because the browser reports a request only some time after the page has made it.
 */
function countRequests() {
  const { fetch } = globalThis;
  const requests = { made: 0, underway: 0 };
  const end = () => {
    requests.underway -= 1;
  };
  Object.assign(globalThis, {
    requests,
    /** @param {Parameters<typeof fetch>} given */
    fetch: async (...given) => {
      requests.made += 1;
      requests.underway += 1;
      try {
        const reply = await fetch(...given);
        reply.clone().arrayBuffer().then(end, end);
        return reply;
      } catch (error) {
        end();
        throw error;
      }
    },
  });
}

/**
 * Runs in a page before its scripts: makes `suspendTimeouts(true)` keep the page's timers of these lengths from firing, until
 * `suspendTimeouts(false)` starts them anew.
 *
 * @param {number[]} lengths
 */
function makeSuspendable(lengths) {
  /** What starts each timer anew, by the ID that the page knows. @type {Map<unknown, () => void>} */
  const pending = new Map();
  let suspended = false;
  const wraps = {
    /** @param {(due: () => unknown, ms?: number) => number} set */
    setTimeout:
      (set) =>
      (/** @type {any} */ due, /** @type {number} */ ms, /** @type {unknown[]} */ ...given) => {
        if (!lengths.includes(ms)) return Reflect.apply(set, undefined, [due, ms, ...given]);
        let latest = 0;
        const start = () => {
          latest += 1;
          const round = latest;
          return set(() => {
            if (!suspended && round === latest && pending.delete(id)) due(...given);
          }, ms);
        };
        const id = start();
        pending.set(id, start);
        return id;
      },
    /** @param {(id?: number) => void} clear */
    clearTimeout: (clear) => (/** @type {number | undefined} */ id) => {
      pending.delete(id);
      clear(id);
    },
  };
  for (const [name, wrap] of Object.entries(wraps)) {
    let current = wrap(Reflect.get(globalThis, name));
    // A test's clock replaces the page's functions, before this or after it: its own are wrapped as well.
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => current,
      set: (given) => {
        current = wrap(given);
      },
    });
  }
  Object.assign(globalThis, {
    suspendTimeouts: (/** @type {boolean} */ wanted) => {
      suspended = wanted;
      if (!suspended) for (const start of pending.values()) start();
    },
  });
}

export class Stage {
  /**
   * @param {Awaited<ReturnType<typeof startSandbox>>} sandbox
   * @param {Awaited<ReturnType<typeof launch>>} browser
   */
  constructor(sandbox, browser) {
    this.sandbox = sandbox;
    this.browser = browser;
    /** What `Scene.review` has stored in a page's session storage, by the label of its recipients. @type {Map<string, string>} */
    this.reviews = new Map();
  }

  /** @param {(stop: () => Promise<void>) => void} after registers a function that stops everything */
  static async build(after) {
    const [sandbox, browser] = await Promise.all([startSandbox(), launch()]);
    after(async () => {
      await browser.close();
      sandbox.stop();
    });
    return new Stage(sandbox, browser);
  }

  /**
   * Creates a workspace, and a page for it.
   *
   * @param {{ after(end: () => unknown): void }} t
   * @param {object} [options]
   * @param {number} [options.contacts]
   * @param {number} [options.speed]
   * @param {number} [options.pageCap] the maximum number of rows in a page
   * @param {string} [options.html]
   * @param {string} [options.policy]
   * @param {boolean} [options.edge] whether an edge is between the page and the sandbox
   * @param {import("playwright-core").BrowserContextOptions} [options.context]
   */
  async scene(t, { contacts = 60, speed = 60, pageCap, html, policy, edge = false, context = {} } = {}) {
    const made = await this.control("POST", "workspaces", { contacts, speed, page_cap: pageCap ?? null });
    const workspaceId = String(made.workspace_id);
    const site = await (edge ? startDemoWithEdge : startDemo)({
      baseUrl: `${this.sandbox.origin}/seax-api`,
      workspaceId,
      apiKey: String(made.api_key),
      ...(html && { page: html }),
      ...(policy && { policy }),
      tokenMs: TOKEN,
    });
    const opened = await this.browser.newContext({ viewport: { width: 1280, height: 860 }, ...context });
    await opened.addInitScript(makeSuspendable, TIMEOUTS);
    t.after(async () => {
      // A route may still wait for a reply.
      await Promise.all(opened.pages().map((page) => page.unrouteAll({ behavior: "ignoreErrors" })));
      await opened.close();
      await site.stop();
    });
    const page = await opened.newPage();
    page.setDefaultTimeout(PATIENCE);
    return new Scene(this, page, site.origin, workspaceId, String(made.api_key));
  }

  /**
   * Calls the sandbox's control interface.
   *
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<Record<string, unknown>>}
   */
  async control(method, path, body) {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const reply = await fetch(`${this.sandbox.origin}/_sandbox/${path}`, init);
    const text = await reply.text();
    assert.ok(reply.ok, text);
    return text === "" ? {} : JSON.parse(text);
  }
}

/** A page with a launcher, and its workspace in the sandbox. */
export class Scene {
  /**
   * @param {Stage} stage
   * @param {Page} page
   * @param {string} origin
   * @param {string} workspaceId
   * @param {string} apiKey
   */
  constructor(stage, page, origin, workspaceId, apiKey) {
    this.stage = stage;
    this.page = page;
    this.origin = origin;
    this.workspaceId = workspaceId;
    this.apiKey = apiKey;
    /** What keeps the page's timeouts suspended. @type {Set<object>} */
    this.suspensions = new Set();
    /** The page's uncaught errors and console errors. @type {string[]} */
    this.complaints = [];
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
  }

  /**
   * Loads the page, and sets the properties of its launchers as a portal does.
   *
   * @param {string} [kept] what the first launcher finds in the session storage, instead of what is there
   */
  async load(kept) {
    await this.page.goto(this.origin);
    if (this.suspensions.size > 0) await this.#tellSuspended();
    await this.page.evaluate(
      async ({ workspaceId, kept }) => {
        const { endpoint } = await (await fetch("/session")).json();
        const elements = [...document.querySelectorAll("seax-launcher")];
        const place = ["seax-launcher", workspaceId, elements[0]?.id, endpoint].join(":");
        if (kept) sessionStorage.setItem(place, kept);
        for (const element of elements) {
          const launcher = /** @type {HTMLElement & { getToken: () => Promise<string> }} */ (element);
          launcher.getToken = async () => (await (await fetch("/session")).json()).token;
          launcher.setAttribute("endpoint", endpoint);
          launcher.setAttribute("workspace-id", workspaceId);
        }
      },
      { workspaceId: this.workspaceId, kept },
    );
  }

  /**
   * Advances the page's clock until a locator matches, instead of waiting as long as a launch does.
   *
   * @param {import("playwright-core").Locator} sight
   * @param {number} [step] in milliseconds
   */
  async hurry(sight, step = 1_000) {
    await this.hurryUntil(async () => (await sight.count()) > 0, step);
    await sight.waitFor();
  }

  /**
   * Advances the page's clock until a condition holds. While a request is underway, the clock goes on as usual, since its timeout
   * is by this clock. It has to be installed by `installClock`.
   *
   * @param {() => Promise<boolean>} condition
   * @param {number} step in milliseconds
   */
  async hurryUntil(condition, step) {
    await this.until(async () => {
      if (await condition()) return true;
      if ((await this.traffic()).underway === 0) await this.page.clock.fastForward(step);
      return false;
    });
  }

  /**
   * Installs a clock that a test can put forward, and counts requests, from the next load on.
   *
   * @param {number} [time] what the clock shows first, in milliseconds since 1970, instead of the current time
   */
  async installClock(time) {
    await this.page.addInitScript(countRequests);
    await this.page.clock.install(time === undefined ? {} : { time });
  }

  /** Stops the page's clock. From then on, a test moves it by `page.clock`. */
  async stopClock() {
    const { clock } = this.page;
    await clock.install();
    await clock.pauseAt((await this.page.evaluate(() => Date.now())) + 60_000);
  }

  /**
   * Returns how many requests the page has made by `fetch`, and how many of them wait for the end of their reply, once
   * `installClock` counts them.
   *
   * @returns {Promise<{ made: number, underway: number }>}
   */
  traffic() {
    return this.page.evaluate(() => Reflect.get(globalThis, "requests"));
  }

  /**
   * Waits until a condition outside of the page holds.
   *
   * @param {() => Promise<boolean>} condition
   * @param {number} [every] how often it is tried, in milliseconds
   */
  async until(condition, every = 20) {
    const latest = Date.now() + PATIENCE;
    while (!(await condition())) {
      assert.ok(Date.now() < latest, "it did not come in time");
      await new Promise((resolve) => setTimeout(resolve, every));
    }
  }

  /** Returns the first launcher's button. */
  get button() {
    return this.page.locator("seax-launcher").first().locator("button").first();
  }

  /** Loads the page and opens the panel. */
  async open() {
    await this.load();
    await this.button.click();
    await this.heading("Caller ID");
  }

  /** @param {string} name */
  async heading(name) {
    await this.page.getByRole("heading", { name, exact: true }).waitFor();
  }

  /** @param {string} name */
  async press(name) {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  /** Goes to a step by its name above the steps. @param {string} name */
  async step(name) {
    await this.page.locator(".steps").getByRole("button", { name }).click();
  }

  /** Goes on from the numbers, once the default number is selected. */
  async chooseNumbers() {
    await this.page.locator(".card :checked").waitFor();
    await this.press("Next");
  }

  /** Completes the steps up to the review, for everybody with a label. */
  async plan(label = "VIP") {
    await this.chooseNumbers();
    await this.page.getByRole("group", { name: "Labels" }).getByLabel(label).check();
    await this.page.getByText("Will be called", { exact: true }).waitFor();
    await this.press("Next");
    await this.page.getByLabel("Survey assistant").check();
    await this.press("Next");
    await this.press("Next");
    await this.heading("Review");
  }

  /**
   * Opens the panel at the review of a campaign for everybody with a label. Only the first in a file completes the steps; the
   * others find its draft, as after a reload. Labels, numbers and agents have the same ids in every workspace.
   */
  async review(label = "VIP") {
    const { reviews } = this.stage;
    const known = reviews.get(label);
    if (known === undefined) {
      await this.open();
      await this.plan(label);
      const kept = await this.page.evaluate(() => sessionStorage.getItem(sessionStorage.key(0) ?? ""));
      assert.ok(kept);
      reviews.set(label, kept);
      return;
    }
    await this.load(known);
    await this.button.click();
    await this.heading("Review");
  }

  /** Applies fixes until the campaign can be launched, or no fix is left. */
  async mend() {
    const launch = this.page.getByRole("button", { name: "Launch", exact: true });
    for (let round = 0; round < 8; round += 1) {
      await this.checked();
      // Leaves warnings: one of their fixes moves the schedule.
      const fix = this.page.locator(".findings .error [data-fix]").first();
      if ((await launch.isEnabled()) || (await fix.count()) === 0) break;
      await fix.click();
    }
    await assert.doesNotReject(launch.click({ trial: true }), "the review still finds errors");
  }

  /** Waits until the review shows the findings of the check. */
  async checked() {
    await this.page.locator(".findings, [data-passed]").first().waitFor();
  }

  /** Goes from the review to the confirmation, and returns its button. */
  async ask() {
    await this.mend();
    await this.press("Launch");
    return this.page.locator("[data-yes]");
  }

  /** Launches from the review. Returns once the draft has arrived, whose reply never does. */
  async launchUnanswered() {
    await this.createFault({ kind: "hang" });
    const last = await this.ask();
    const resume = await this.suspendTimeouts();
    await last.click();
    await this.page.getByText("Sending the campaign").waitFor();
    await this.until(async () => (await this.creates()) === 1);
    resume();
  }

  /**
   * Opens another page of the same browser with the launcher, like a duplicated tab: with a copy of the session storage.
   */
  async duplicateTab() {
    return this.newTab(await this.page.evaluate(() => JSON.stringify(sessionStorage)));
  }

  /**
   * Opens another page of the same browser with the launcher.
   *
   * @param {string} [kept] the session storage, as JSON
   */
  async newTab(kept = "{}") {
    const page = await this.page.context().newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.addInitScript(countRequests);
    await page.addInitScript((kept) => {
      if (sessionStorage.length > 0) return;
      for (const [key, value] of Object.entries(JSON.parse(kept))) sessionStorage.setItem(key, value);
    }, kept);
    const scene = new Scene(this.stage, page, this.origin, this.workspaceId, this.apiKey);
    await scene.load();
    return scene;
  }

  /** @param {object} fault */
  fault(fault) {
    return this.stage.control("POST", "faults", { workspace_id: this.workspaceId, ...fault });
  }

  /** Adds a fault for creates of campaigns. @param {object} fault */
  createFault(fault) {
    return this.fault({ method: "POST", path: "auto_dialer_campaigns", ...fault });
  }

  /**
   * Makes lists of campaigns fail as soon as a campaign is created, so that a launch cannot find it. Earlier ones succeed, as a
   * launch looks for its key before it sends anything.
   */
  async hideOnceCreated() {
    const hidden = { kind: "status", status: 503, method: "GET", path: "auto_dialer_campaigns", times: 0 };
    await this.page.route(/\/auto_dialer_campaigns$/, async (route) => {
      if (route.request().method() === "POST") await this.fault(hidden);
      await route.continue();
    });
  }

  /**
   * Keeps the page from giving up requests, and parts of the package, until the returned function is called. Then their timeouts
   * start anew. Without it, a page on a slow machine gives up what a test holds back: a `POST` is then never sent, and a `GET` is
   * sent again.
   */
  async suspendTimeouts() {
    const suspension = {};
    this.suspensions.add(suspension);
    await this.#tellSuspended();
    return () => {
      this.suspensions.delete(suspension);
      // A page that is being left or closed has no timeouts.
      this.#tellSuspended().catch(() => {});
    };
  }

  #tellSuspended() {
    return this.page.evaluate(
      (suspended) => Reflect.get(globalThis, "suspendTimeouts")?.(suspended),
      this.suspensions.size > 0,
    );
  }

  /**
   * Holds requests back until the returned function is called. Then they go on, or are answered. The page's timeouts are suspended
   * meanwhile.
   *
   * @param {string | RegExp} url
   * @param {object} [choice]
   * @param {string} [choice.method] holds only requests with this method
   * @param {(route: import("playwright-core").Route) => Promise<unknown>} [choice.answer]
   */
  async hold(url, { method, answer = (route) => route.continue() } = {}) {
    const resume = await this.suspendTimeouts();
    let release = () => {};
    const released = new Promise((resolve) => {
      release = () => {
        resume();
        resolve(undefined);
      };
    });
    await this.page.route(url, async (route) => {
      if (method && route.request().method() !== method) return route.continue();
      await released;
      await answer(route);
    });
    return release;
  }

  clearFaults() {
    return this.stage.control("DELETE", `faults?workspace_id=${this.workspaceId}`);
  }

  /** @returns {Promise<Logged[]>} */
  async requests() {
    const { data } = await this.stage.control("GET", `requests?workspace_id=${this.workspaceId}`);
    return /** @type {Logged[]} */ (data);
  }

  /** Gives a contact with the label VIP the number of another one, which a check then warns of. */
  async repeatNumber() {
    /** @type {{ id: string, phone?: string, contact_labels?: { name: string }[] }[]} */
    const contacts = (await this.api("contacts?limit=0&phone_only=true")).data;
    const [one, two] = contacts.filter(({ contact_labels: labels = [] }) => {
      const names = labels.map(({ name }) => name);
      return names.includes("VIP") && !names.some((name) => /DNC|invalid|unreachable/.test(name));
    });
    assert.ok(one && two);
    await this.change(`contacts/${two.id}`, { phone: one.phone });
  }

  /** Changes something by the API, like a colleague or another program. @param {string} path @param {unknown} body */
  change(path, body) {
    return this.api(path, body, "PATCH");
  }

  /**
   * Calls the API directly: a `GET`, or with a body a `POST` by default.
   *
   * @param {string} path
   * @param {unknown} [body]
   */
  async api(path, body, method = "POST") {
    const url = `${this.stage.sandbox.origin}/seax-api/api/v1/workspace/${this.workspaceId}/${path}`;
    const headers = { "x-api-key": this.apiKey, "content-type": "application/json" };
    const init = body === undefined ? { headers } : { headers, method, body: JSON.stringify(body) };
    const reply = await fetch(url, init);
    const text = await reply.text();
    assert.ok(reply.ok, text);
    return text === "" ? {} : JSON.parse(text);
  }

  /** Returns the ID of a label. @param {string} name @returns {Promise<string>} */
  async labelId(name) {
    const { data } = await this.api("contact_labels?limit=0");
    return data.find((/** @type {{ name: string }} */ each) => each.name === name).id;
  }

  /**
   * Creates a campaign by the API, which runs at once. Without labels or contacts in `part`, it calls the whole workspace.
   *
   * @param {object} part fields besides or instead of the usual ones
   */
  async create(part) {
    const phones = await this.api("phones?voice_available=true&enabled=true");
    const agents = await this.api("ai_agents?types=SEAX_CALL");
    const phone = phones.data.find((/** @type {{ call_recipient: unknown }} */ each) => !each.call_recipient);
    const hour = 3_600_000;
    return this.api("auto_dialer_campaigns", {
      type: "AI_AGENT",
      name: "Autumn",
      mode: "WEB",
      stage: "INSTANCE",
      capture_keypress: true,
      capture_stt: false,
      phone_ids: [phone.id],
      ai_agent_conversation_config_id: agents.data[0].conversation_config_id,
      message: "Hello {name}.",
      start_time: new Date(Date.now() - hour).toISOString(),
      end_time: new Date(Date.now() + 24 * hour).toISOString(),
      max_attempts: 3,
      max_dialers: 5,
      ...part,
    });
  }

  /**
   * Opens the panel with a running campaign, which was not launched here. Returns the campaign.
   *
   * @param {{ id: string, name: string }} [given] by default a new one
   */
  async follow(given) {
    const campaign =
      given ?? (await this.create({ any_contact_label_ids: [await this.labelId("Newsletter")] }));
    await this.open();
    await this.press("All campaigns");
    await this.press(`Open ${campaign.name}`);
    await this.heading("Who answered");
    return campaign;
  }

  /** Returns how many creates were sent, counting all POST requests. */
  async creates() {
    return (await this.requests()).filter(({ method }) => method === "POST").length;
  }

  /** Returns the number of campaigns, besides the two that every workspace has. */
  async campaigns() {
    return this.page.evaluate(async (workspaceId) => {
      const { token, endpoint } = await (await fetch("/session")).json();
      const url = `${endpoint}/api/v1/workspace/${workspaceId}/auto_dialer_campaigns?limit=0`;
      const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      return (await reply.json()).data.length - 2;
    }, this.workspaceId);
  }
}
