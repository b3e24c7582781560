// The setup of the edge tests: a workspace in the sandbox, and the edge in workerd in front of it.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createClient } from "seax-dialer";
import { mintToken } from "seax-dialer/edge";
import { startEdge } from "../../edge/local.mjs";
import { startSandbox } from "../runtimes/servers/sandbox.mjs";

export const ORIGIN = "https://portal.example.com";
export const SECRET = "k1:0123456789abcdef0123456789abcdef";
export const PORTAL = "a-portal-s-own-secret-of-32-letters!";

/** @typedef {import("../../pkg/edge.d.ts").EdgeOptions} EdgeOptions */
/** @typedef {{ method: string, path: string, query: string, at: number, status: number | null }} Logged */

export class Sandbox {
  /** @param {Awaited<ReturnType<typeof startSandbox>>} server */
  constructor(server) {
    this.server = server;
    this.origin = server.origin;
  }

  /** @param {(stop: () => void) => void} after */
  static async start(after) {
    const server = await startSandbox();
    after(() => server.stop());
    return new Sandbox(server);
  }

  /** Creates a workspace. @param {object} [options] */
  async workspace(options = {}) {
    const made = await this.control("POST", "workspaces", { contacts: 20, ...options });
    return new Workspace(this, String(made.workspace_id), String(made.api_key));
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async control(method, path, body) {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const reply = await fetch(`${this.origin}/_sandbox/${path}`, init);
    const text = await reply.text();
    assert.ok(reply.ok, text);
    return text === "" ? {} : JSON.parse(text);
  }
}

export class Workspace {
  /**
   * @param {Sandbox} sandbox
   * @param {string} id
   * @param {string} apiKey
   */
  constructor(sandbox, id, apiKey) {
    this.sandbox = sandbox;
    this.id = id;
    this.apiKey = apiKey;
  }

  /** Adds a fault for creates of campaigns. @param {object} fault */
  createFault(fault) {
    return this.fault({ method: "POST", path: "auto_dialer_campaigns", ...fault });
  }

  /** @param {object} fault */
  fault(fault) {
    return this.sandbox.control("POST", "faults", { workspace_id: this.id, ...fault });
  }

  /** @returns {Promise<Logged[]>} */
  async requests() {
    return (await this.sandbox.control("GET", `requests?workspace_id=${this.id}`)).data;
  }

  /** Returns how many creates were sent, counting all POST requests. */
  async creates() {
    return (await this.requests()).filter(({ method }) => method === "POST").length;
  }

  /** Builds a draft that can be launched, directly from the API. @param {object} [more] */
  async draft(more = {}) {
    const [phone] = (await this.read("phones?voice_available=true")).data;
    const hour = 3_600_000;
    return {
      name: "An edge's campaign",
      type: "VOICE_DROP",
      phone_ids: [phone.id],
      start_time: new Date(Date.now() - hour).toISOString(),
      end_time: new Date(Date.now() + hour).toISOString(),
      message: "Hello.",
      mode: "WEB",
      stage: "INSTANCE",
      capture_keypress: false,
      capture_stt: false,
      draft_name: ticketKey(),
      ...more,
    };
  }

  /**
   * Creates a campaign directly, not through the edge.
   *
   * @param {object} draft
   * @returns {Promise<{ id: string }>}
   */
  async create(draft) {
    const reply = await fetch(
      `${this.sandbox.origin}/seax-api/api/v1/workspace/${this.id}/auto_dialer_campaigns`,
      {
        method: "POST",
        headers: { "x-api-key": this.apiKey, "content-type": "application/json" },
        body: JSON.stringify(draft),
      },
    );
    assert.equal(reply.status, 201);
    return reply.json();
  }

  /** Returns the campaigns that were launched with this key. @param {string} key */
  async campaigns(key) {
    const { data } = await this.read("auto_dialer_campaigns?limit=0");
    return data.filter((/** @type {{ draft_name: string }} */ { draft_name }) => draft_name === key);
  }

  /** Creates a campaign, and returns it as the API does. @param {object} [more] */
  async campaign(more = {}) {
    const reply = await fetch(this.address("auto_dialer_campaigns"), {
      method: "POST",
      headers: { "x-api-key": this.apiKey, "content-type": "application/json" },
      body: JSON.stringify(await this.draft()),
    });
    return { ...(await reply.json()), status: "STARTED", ...more };
  }

  /** @param {string} path */
  address(path) {
    return `${this.sandbox.origin}/seax-api/api/v1/workspace/${this.id}/${path}`;
  }

  /** @param {string} path */
  async read(path) {
    const reply = await fetch(this.address(path), {
      headers: { "x-api-key": this.apiKey },
    });
    assert.ok(reply.ok, path);
    return reply.json();
  }
}

/**
 * Returns a ticket's key: a UUID of version 7.
 *
 * @param {number} [at] its time, in milliseconds since the Unix epoch
 */
export function ticketKey(at = Date.now()) {
  const time = at.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/**
 * A Worker that also reports what its Durable Objects store and which instance it is, can make a stored ticket older and set an
 * alarm, and whose clocks can be ahead of the platform's.
 */
const INSPECTED = `
import { createEdge } from "./edge.js";
let ahead = 0;
for (const clock of [Date, performance]) {
  const now = clock.now.bind(clock);
  clock.now = () => now() + ahead;
}
const edge = createEdge((env) => JSON.parse(env.OPTIONS));
const inspected = (Object) => class extends Object {
  #instance = crypto.randomUUID();
  constructor(ctx, env) {
    super(ctx, env);
    const { storage } = ctx;
    const setAlarm = storage.setAlarm.bind(storage);
    storage.setAlarm = (at) => setAlarm(at - ahead);
  }
  async wake(ms) {
    const { storage } = this.ctx;
    await (ms === Infinity ? storage.deleteAlarm() : storage.setAlarm(Date.now() + ms));
  }
  async stored() {
    const { storage } = this.ctx;
    return { keys: [...(await storage.list()).keys()], alarm: await storage.getAlarm() };
  }
  instance() {
    return this.#instance;
  }
  async age(ms) {
    const launch = await this.ctx.storage.get("launch");
    const ticket = JSON.parse(launch.ticket);
    ticket.sent_at -= ms;
    await this.ctx.storage.put("launch", { ...launch, ticket: JSON.stringify(ticket) });
  }
};
export const CampaignRoom = inspected(edge.CampaignRoom);
export const LaunchCoordinator = inspected(edge.LaunchCoordinator);
export const OperatorQuota = inspected(edge.OperatorQuota);
export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const ms = Number(searchParams.get("ms"));
    if (pathname === "/advance") {
      ahead += ms;
      return new Response();
    }
    if (!["/stored", "/instance", "/wake", "/age"].includes(pathname)) return edge.fetch(request, env);
    const namespace = env[searchParams.get("binding")];
    const stub = namespace.get(namespace.idFromName(searchParams.get("name")));
    if (pathname === "/stored") return Response.json(await stub.stored());
    if (pathname === "/instance") return new Response(await stub.instance());
    await (pathname === "/wake" ? stub.wake(ms) : stub.age(ms));
    return new Response();
  },
};
`;

/**
 * Starts an upstream server.
 *
 * @param {import("node:test").TestContext} t
 * @param {import("node:http").RequestListener} answer
 * @returns {Promise<string>} the edge's `upstream`
 */
export async function serveUpstream(t, answer) {
  // A connection that ends just when it is reused would be taken for a failure of the upstream.
  const server = createServer({ keepAliveTimeout: 0 }, answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}/seax-api`;
}

/**
 * Starts a gateway to the sandbox that holds creates back until `release` is called.
 *
 * @param {import("node:test").TestContext} t
 * @param {Workspace} workspace
 * @param {{ hangsUp?: boolean }} [options] whether it hangs up meanwhile
 * @returns {Promise<{ upstream: string, arrived: Promise<void>, release: () => void }>} the edge's `upstream`, and when a create
 * has arrived
 */
export async function holdCreates(t, workspace, { hangsUp = false } = {}) {
  let [arrive, release] = [() => {}, () => {}];
  const arrived = new Promise((/** @type {(value: void) => void} */ resolve) => {
    arrive = resolve;
  });
  const released = new Promise((/** @type {(value: void) => void} */ resolve) => {
    release = resolve;
  });
  const upstream = await serveUpstream(t, async (request, response) => {
    const { method = "", url } = request;
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    if (method === "POST") {
      arrive();
      if (hangsUp) response.destroy();
      await released;
    }
    const headers = { "x-api-key": workspace.apiKey, "content-type": "application/json" };
    const reply = await fetch(`${workspace.sandbox.origin}${url}`, {
      method,
      headers,
      ...(body !== "" && { body }),
    });
    const text = await reply.text();
    if (response.destroyed) return;
    response.writeHead(reply.status, { "content-type": "application/json" });
    response.end(text);
  });
  return { upstream, arrived, release };
}

export const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** An edge in workerd. */
export class Edge {
  /**
   * @param {Awaited<ReturnType<typeof startEdge>>} server
   * @param {Workspace} workspace
   */
  constructor(server, workspace) {
    this.server = server;
    this.origin = server.origin;
    this.workspace = workspace;
  }

  /**
   * @param {Workspace} workspace
   * @param {Partial<EdgeOptions>} [options]
   * @param {Parameters<typeof startEdge>[1]} [platform]
   */
  static async start(workspace, options = {}, platform = {}) {
    const server = await startEdge(
      {
        origins: [ORIGIN],
        workspaces: { [workspace.id]: workspace.apiKey },
        tokenSecrets: [SECRET],
        portalSecret: PORTAL,
        upstream: `${workspace.sandbox.origin}/seax-api`,
        ...options,
      },
      { worker: INSPECTED, ...platform },
    );
    return new Edge(server, workspace);
  }

  stop() {
    return this.server.stop();
  }

  /**
   * Returns what a Durable Object of the workspace stores: the keys, and when its alarm is due.
   *
   * @param {"CAMPAIGN_ROOM" | "LAUNCH_COORDINATOR" | "OPERATOR_QUOTA"} binding
   * @param {string} name
   * @returns {Promise<{ keys: string[], alarm: number | null }>}
   */
  async stored(binding, name) {
    const query = new URLSearchParams({ binding, name: `${this.workspace.id}/${name}` });
    return (await fetch(`${this.origin}/stored?${query}`)).json();
  }

  /** Returns an id of the room's instance in memory, which an eviction changes. @param {string} campaign */
  async room(campaign) {
    const query = new URLSearchParams({ binding: "CAMPAIGN_ROOM", name: `${this.workspace.id}/${campaign}` });
    return (await fetch(`${this.origin}/instance?${query}`)).text();
  }

  /**
   * Sets the alarm of a Durable Object of the workspace.
   *
   * @param {"CAMPAIGN_ROOM" | "LAUNCH_COORDINATOR"} binding
   * @param {string} name
   * @param {number} ms from now; Infinity for no alarm
   */
  async wake(binding, name, ms) {
    const query = new URLSearchParams({ binding, name: `${this.workspace.id}/${name}`, ms: String(ms) });
    assert.ok((await fetch(`${this.origin}/wake?${query}`)).ok);
  }

  /** Puts the edge's clocks forward, but no alarm that is set. @param {number} ms */
  async advance(ms) {
    assert.ok((await fetch(`${this.origin}/advance?ms=${ms}`)).ok);
  }

  /**
   * Makes the stored ticket of a launch older.
   *
   * @param {string} key
   * @param {number} ms
   */
  async age(key, ms) {
    const name = `${this.workspace.id}/${key}`;
    const query = new URLSearchParams({ binding: "LAUNCH_COORDINATOR", name, ms: String(ms) });
    assert.ok((await fetch(`${this.origin}/age?${query}`)).ok);
  }

  /** Returns the URL of a path in the workspace. @param {string} path */
  url(path) {
    return `${this.origin}/seax-api/api/v1/workspace/${this.workspace.id}/${path}`;
  }

  /** @param {Partial<import("../../pkg/edge.d.ts").TokenClaims>} [claims] */
  token(claims = {}) {
    return mintToken(SECRET, { workspaceId: this.workspace.id, operatorId: "ann", ...claims });
  }

  /**
   * @param {string} path
   * @param {RequestInit & { token?: string }} [init]
   */
  async fetch(path, { token, headers, ...init } = {}) {
    const authorization = `Bearer ${token ?? (await this.token())}`;
    return fetch(this.url(path), { ...init, headers: { authorization, ...headers } });
  }

  /**
   * @param {object} draft
   * @param {{ token?: string, signal?: AbortSignal, unrelated?: string }} [init]
   */
  launch(draft, { unrelated, ...init } = {}) {
    const headers = {
      "content-type": "application/json",
      ...(unrelated !== undefined && { "seax-unrelated": unrelated }),
    };
    return this.fetch("auto_dialer_campaigns", {
      method: "POST",
      body: JSON.stringify(draft),
      headers,
      ...init,
    });
  }

  /** Creates a client of this edge. */
  client() {
    return createClient({
      workspaceId: this.workspace.id,
      baseUrl: `${this.origin}/seax-api`,
      auth: async () => ({ header: "authorization", value: `Bearer ${await this.token()}` }),
    });
  }
}
