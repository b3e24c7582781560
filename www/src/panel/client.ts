// The package's client, for a launcher in a page: it calls a server of the page's, which has the key.

import { type ClientConfig, createClient, type SeaxClient } from "seax-dialer";
import type { LauncherHost } from "./host.ts";
import { Prefetch } from "./prefetch.ts";
import { TokenSource } from "./token.ts";

/** Whether the `.wasm` files lie beside the built scripts; else the package's own entry knows where it is. */
declare const WASM_BESIDE: boolean;

/** Attributes are in the page's source, where everybody reads them. These names are a secret's; `wire:key`, `data-key`,
 * `aria-keyshortcuts`, `access-key` and `data-csrf-token` are not. */
const SECRET =
  /^(data-)?((x-|seax-)?(api|workspace|seax|secret)[-_]?key|((access|api|auth|bearer|id|seax|session)[-_]?)?token|((client|api)[-_]?)?secret|password|authorization)$/i;

/** Frameworks have short ones for the attribute `key`. */
const SHORTEST_KEY = 16;

/** The form of every id of the API's. */
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The page has not set the launcher up as it has to be. */
export class SetupError extends Error {
  readonly reason: "endpoint" | "workspace" | "policy";
  /** What was given instead. */
  readonly given: string;

  constructor(reason: SetupError["reason"], given: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "SetupError";
    this.reason = reason;
    this.given = given;
  }
}

/** Whether a page tries to give a secret as an attribute. */
export function hasSecret(host: Element): boolean {
  const { length } = host.attributes.getNamedItem("key")?.value ?? "";
  return length >= SHORTEST_KEY || host.getAttributeNames().some((name) => SECRET.test(name));
}

/** The way from one launcher to its page's server. */
export class Connection {
  readonly #host: LauncherHost;
  readonly #workspaceId: string;
  readonly #base: URL;
  readonly #tokens: TokenSource;
  readonly #prefetch: Prefetch;

  /** Throws a `SetupError` if the launcher's attributes do not say where that is. */
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

  /** Asks for what the first step shows, before there is a client. */
  prefetch(): void {
    this.#prefetch.start();
  }

  /** The client for everything but following a campaign. */
  client(): Promise<SeaxClient> {
    return this.#create({ fetch: (request) => this.#fetch(request) });
  }

  /** The client that follows campaigns: through an edge it opens a socket, unless its `fetch` is another than the page's. */
  follower(): Promise<SeaxClient> {
    return this.#create({});
  }

  async #create(part: Pick<ClientConfig, "fetch">): Promise<SeaxClient> {
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
      if (!(cause instanceof WebAssembly.CompileError)) throw error;
      throw new SetupError("policy", "", "The page's Content-Security-Policy forbids WebAssembly.", cause);
    }
  }

  /** A token can be revoked before its time. What only reads is then asked for once more, with another. */
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

/** Where the page's own server is, in the one spelling that all of them come to. Empty if the page does not say. */
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

/** What the page's calls are for. Anything else than these is sales: the strictest hours. */
export function purposeOf(host: LauncherHost): Purpose {
  const given = host.purpose || host.getAttribute("purpose");
  return PURPOSES.find((purpose) => purpose === given) ?? "sales";
}

export function workspaceOf(host: LauncherHost): string {
  // A framework that renders before the element is defined writes the property's name.
  const names = ["workspaceId", "workspace-id"];
  return host.workspaceId || names.map((name) => host.getAttribute(name)).find(Boolean) || "";
}
