// Creates a workspace in the sandbox for one case, so that cases do not disturb each other.

import { createClient } from "seax-dialer";
import { ok, until } from "./assert.mjs";

/** @typedef {import("./execute.mjs").Context} Context */
/** @typedef {Awaited<ReturnType<typeof createClient>>} Client */
/** @typedef {Parameters<typeof createClient>[0]} Config */

/**
 * @typedef {object} Fault what the sandbox does to matching requests, beside the fault's own members
 * @property {string} kind
 * @property {string} [method]
 * @property {string} [path] a prefix of the path below the workspace
 * @property {number} [skip] number of matching requests that pass first
 * @property {number} [times] number of matching requests that are hit; 0 for all; 1 by default
 * @property {number} [status]
 * @property {Record<string, string>} [headers]
 * @property {unknown} [body]
 * @property {number} [ms]
 * @property {number} [bytes]
 * @property {number} [chunk]
 * @property {number} [delay_ms]
 * @property {string} [pointer]
 * @property {unknown} [value]
 */

/** @typedef {{ method: string, path: string, query: string, at: number, status: number | null }} Logged */

/** A workspace in the sandbox, with control of its faults and requests. */
class World {
  /**
   * @param {Context} t
   * @param {string} workspaceId
   * @param {string} apiKey
   */
  constructor(t, workspaceId, apiKey) {
    this.sandbox = t.sandbox;
    this.workspaceId = workspaceId;
    this.apiKey = apiKey;
    this.baseUrl = `${t.sandbox}/seax-api`;
  }

  /**
   * Creates a client of this workspace. `config` overrides the defaults.
   *
   * @param {Partial<Config>} [config]
   * @returns {Promise<Client>}
   */
  client(config = {}) {
    const { workspaceId, apiKey, baseUrl } = this;
    const key = config.auth === undefined ? { apiKey } : {};
    return createClient({ workspaceId, baseUrl, dangerouslyAllowBrowser: true, ...key, ...config });
  }

  /** @param {Fault} fault */
  async fault(fault) {
    await this.#control("POST", "faults", { workspace_id: this.workspaceId, ...fault });
  }

  /**
   * The requests that reached the API of this workspace, oldest first.
   *
   * @param {string} [method]
   * @returns {Promise<Logged[]>}
   */
  async requests(method) {
    const { data } = await this.#control("GET", `requests?workspace_id=${this.workspaceId}`);
    const logged = /** @type {Logged[]} */ (data);
    // Ignores the browsers' CORS preflights.
    return logged.filter((each) => each.method !== "OPTIONS" && each.method === (method ?? each.method));
  }

  /**
   * Waits until `count` requests have reached the API.
   *
   * @param {number} count
   * @param {string} [method]
   */
  async arrived(count, method) {
    await until(async () => (await this.requests(method)).length >= count, `${count} requests`);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async #control(method, path, body) {
    return control(this.sandbox, method, path, body);
  }
}

/**
 * @param {Context} t
 * @param {{ contacts?: number, seed?: number, speed?: number, page_cap?: number }} [options]
 */
export async function world(t, options = {}) {
  const made = await control(t.sandbox, "POST", "workspaces", { contacts: 20, ...options });
  return new World(t, String(made.workspace_id), String(made.api_key));
}

/**
 * @param {string} sandbox
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<Record<string, unknown>>}
 */
async function control(sandbox, method, path, body) {
  const headers = { "content-type": "application/json" };
  const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
  const reply = await ask(`${sandbox}/_sandbox/${path}`, init);
  const text = await reply.text();
  ok(reply.ok, `the sandbox answers ${method} ${path} with ${reply.status}: ${text}`);
  return JSON.parse(text);
}

/**
 * Retries GETs: a fault that closes a connection can break a pooled one, on which the next request then fails.
 *
 * @param {string} url
 * @param {RequestInit} init
 */
async function ask(url, init) {
  for (let left = init.method === "GET" ? 3 : 0; ; left--) {
    try {
      return await fetch(url, init);
    } catch (reason) {
      if (left === 0) throw reason;
    }
  }
}
