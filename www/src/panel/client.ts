// Sets up the package's client for a launcher. It calls the page's own server, which adds the API key.

import { type ClientConfig, createClient, type SeaxClient } from "seax-dialer";
import type { LauncherHost } from "./host.ts";
import { Prefetch } from "./prefetch.ts";
import { TokenSource } from "./token.ts";

/** Whether the `.wasm` files are next to the built scripts. If not, the package's own entry locates them. */
declare const WASM_BESIDE: boolean;

/**
 * Attribute names that suggest a secret, which every visitor could read in the page's source. `wire:key`, `data-key`,
 * `aria-keyshortcuts`, `access-key` and `data-csrf-token` do not match.
 */
const SECRET =
  /^(data-)?((x-|seax-)?(api|workspace|seax|secret)[-_]?key|((access|api|auth|bearer|id|seax|session)[-_]?)?token|((client|api)[-_]?)?secret|password|authorization)$/i;

/** The attribute `key` counts as a secret from this length on: frameworks use it with short values. */
const SHORTEST_KEY = 16;

/** The format of the API's ids. */
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The page has not set the launcher up correctly. */
export class SetupError extends Error {
  readonly reason: "endpoint" | "workspace" | "policy";
  /** The value that the page gave instead. */
  readonly given: string;

  constructor(reason: SetupError["reason"], given: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "SetupError";
    this.reason = reason;
    this.given = given;
  }
}

/** Whether an attribute of the launcher looks like a secret. */
export function hasSecret(host: Element): boolean {
  const { length } = host.attributes.getNamedItem("key")?.value ?? "";
  return length >= SHORTEST_KEY || host.getAttributeNames().some((name) => SECRET.test(name));
}

/** The connection of one launcher to its page's server. */
export class Connection {
  readonly #host: LauncherHost;
  readonly #workspaceId: string;
  readonly #base: URL;
  readonly #tokens: TokenSource;
  readonly #prefetch: Prefetch;

  /** Throws a `SetupError` if the endpoint or the workspace id is missing or not valid. */
  constructor(host: LauncherHost) {
    const [base, workspace] = [baseOf(host), workspaceOf(host)];
    if (base === "") {
      const message = "<seax-launcher> needs an `endpoint`: the address of the page's own server.";
      throw new SetupError("endpoint", endpointOf(host), message);
    }
    if (!ID.test(workspace)) {
      const message = "<seax-launcher> needs a `workspace-id` of 8-4-4-4-12 hexadecimal digits.";
      throw new SetupError("workspace", workspace, message);
    }
    this.#host = host;
    this.#workspaceId = workspace;
    this.#base = new URL(base);
    this.#tokens = new TokenSource(host);
    const root = `${base}/api/v1/workspace/${workspace}/`;
    this.#prefetch = new Prefetch(root, () => this.#tokens.get());
  }

  /** Requests the lists of the first step before the client is ready. */
  prefetch(): void {
    this.#prefetch.start();
  }

  /** Creates the client for everything except following campaigns. */
  client(): Promise<SeaxClient> {
    return this.#create({ fetch: (request) => this.#fetch(request) });
  }

  /** Creates the client that follows campaigns. It has no `fetch` of its own, so that it can use an edge's WebSocket. */
  follower(): Promise<SeaxClient> {
    return this.#create({
      onEvent: (event) => {
        if (event.type === "reply" && event.status === 401) this.#tokens.forget();
      },
    });
  }

  async #create(part: Pick<ClientConfig, "fetch" | "onEvent">): Promise<SeaxClient> {
    const beside = WASM_BESIDE
      ? {
          core: new URL("seax_dialer_core.wasm", import.meta.url),
          rest: new URL("seax_dialer_rest.wasm", import.meta.url),
        }
      : undefined;
    const wasm = this.#host.wasm ?? beside;
    try {
      return await createClient({
        workspaceId: this.#workspaceId,
        baseUrl: this.#base,
        auth: () => this.#tokens.get(),
        ...part,
        ...(wasm && { wasm }),
      });
    } catch (error) {
      const { cause } = error as Error;
      // A file that is no WebAssembly, such as a page's fallback, causes the same class of error.
      if (!/CSP|security.policy/i.test(String(cause))) throw error;
      throw new SetupError("policy", "", "The page's Content-Security-Policy forbids WebAssembly.", cause);
    }
  }

  /** Sends a request. If a token is rejected before it expires, GET requests are sent once more with another one. */
  async #fetch(request: Request): Promise<Response> {
    const response = await (this.#prefetch.take(request) ?? fetch(request));
    if (response.status !== 401 || !this.#tokens.refused(request.headers) || request.method !== "GET")
      return response;
    const { header, value } = await this.#tokens.get();
    if (request.headers.get(header) === value) return response;
    const again = new Request(request);
    again.headers.set(header, value);
    return fetch(again);
  }
}

/** Returns the endpoint as an absolute URL without trailing slashes, or an empty string if it is missing or not valid. */
export function baseOf(host: LauncherHost): string {
  const endpoint = endpointOf(host);
  const known = endpoint !== "" && URL.canParse(endpoint, document.baseURI);
  return known ? new URL(endpoint, document.baseURI).href.replace(/\/+$/, "") : "";
}

export function endpointOf(host: LauncherHost): string {
  return host.endpoint || host.getAttribute("endpoint") || "";
}

const PURPOSES = ["sales", "informational", "survey"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Returns the purpose of the page's calls. Defaults to `sales`, which has the strictest calling hours. */
export function purposeOf(host: LauncherHost): Purpose {
  const given = host.purpose || host.getAttribute("purpose");
  return PURPOSES.find((purpose) => purpose === given) ?? "sales";
}

export function workspaceOf(host: LauncherHost): string {
  // Frameworks that render before the element is defined set the property's name as an attribute.
  const names = ["workspaceId", "workspace-id"];
  return host.workspaceId || names.map((name) => host.getAttribute(name)).find(Boolean) || "";
}
