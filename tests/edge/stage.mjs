// What an edge test needs: a workspace in the sandbox, and the edge in workerd before it.

import assert from "node:assert/strict";
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

  /** A workspace of its own. @param {object} [wishes] */
  async workspace(wishes = {}) {
    const made = await this.control("POST", "workspaces", { contacts: 20, ...wishes });
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

  /** A fault for the creating of a campaign. @param {object} fault */
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

  /** How often a campaign was to be made. */
  async creates() {
    return (await this.requests()).filter(({ method }) => method === "POST").length;
  }

  /** A draft that can be launched, straight from the API. @param {object} [more] */
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

  /** Makes a campaign, as somebody else does. @param {object} draft @returns {Promise<{ id: string }>} */
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

  /** The campaigns that were launched by one key. @param {string} key */
  async campaigns(key) {
    const { data } = await this.read("auto_dialer_campaigns?limit=0");
    return data.filter((/** @type {{ draft_name: string }} */ { draft_name }) => draft_name === key);
  }

  /** @param {string} path */
  async read(path) {
    const reply = await fetch(`${this.sandbox.origin}/seax-api/api/v1/workspace/${this.id}/${path}`, {
      headers: { "x-api-key": this.apiKey },
    });
    assert.ok(reply.ok, path);
    return reply.json();
  }
}

/** A ticket's key: a UUID of version 7. */
export function ticketKey() {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

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
      platform,
    );
    return new Edge(server, workspace);
  }

  stop() {
    return this.server.stop();
  }

  /** The address of something of the workspace. @param {string} path */
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
   * @param {{ token?: string, signal?: AbortSignal }} [init]
   */
  launch(draft, init = {}) {
    const headers = { "content-type": "application/json" };
    return this.fetch("auto_dialer_campaigns", {
      method: "POST",
      body: JSON.stringify(draft),
      headers,
      ...init,
    });
  }
}
