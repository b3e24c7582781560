// An in-process SeaX for tests: `import { createSandbox } from "seax-dialer/testing"`.

import type { ClientConfig } from "./index.js";
import type { BufferSource, Fetch, RequestInfo, Response } from "./platform.js";

/** The WebAssembly: a URL or request, a response, its bytes, or the compiled module. */
export type WasmSource = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

/** A duration: milliseconds, or a text such as `"20 min"`. The units are ms, s, min, h and d. */
export type Duration = number | `${number} ${"ms" | "s" | "min" | "h" | "d"}` | (string & {});

/** The options of a sandbox. */
export interface SandboxOptions {
  /** The same seed gives the same data and the same calls; 1 by default. */
  seed?: number | undefined;
  /** The initial number of contacts; 200 by default, 1,000,000 at most. */
  contacts?: number | undefined;
  /** How many times faster than the sandbox's clock campaigns run; 1 by default. */
  speed?: number | undefined;
  /** The maximum number of rows in a list reply, even with `limit: 0`; unlimited by default. */
  pageCap?: number | undefined;
  /**
   * Refuses calls outside the recipient's calling hours, by the rules for sales calls, test calls included; `false` by default.
   * See {@link Sandbox.refusedCalls}.
   */
  enforceHours?: boolean | undefined;
  /** `"virtual"` (the default): time passes only by {@link Sandbox.advance}. `"real"`: time passes by itself. */
  clock?: "virtual" | "real" | undefined;
  /** The initial time of the clock; the current time by default. See {@link Sandbox.advanceTo} for the texts. */
  now?: Date | string | number | undefined;
  /** The WebAssembly, if the bundler does not include it. */
  wasm?: WasmSource | Promise<WasmSource> | undefined;
}

/** Which requests a fault applies to: all of them, unless one of these says otherwise. */
export interface FaultTarget {
  /** Only requests of this operation of the client. */
  operation?:
    | "phones.list"
    | "contacts.list"
    | "contacts.create"
    | "contacts.update"
    | "contacts.delete"
    | "contacts.import"
    | "labels.list"
    | "labels.create"
    | "labels.update"
    | "labels.delete"
    | "agents.list"
    | "campaigns.list"
    | "campaigns.get"
    | "campaigns.create"
    | "campaigns.update"
    | "campaigns.delete"
    | "campaigns.testCall"
    | "campaigns.addContacts"
    | "campaigns.estimatePlayTime"
    | "campaigns.logs"
    | "campaigns.results"
    | "campaigns.attempts"
    | "campaigns.downloadLogs"
    | "campaigns.downloadContactTemplate"
    | "campaigns.validateContactFile"
    | "jobs.get"
    | undefined;
  /** Only requests with this HTTP method. */
  method?: string | undefined;
  /** Only requests whose path below the workspace starts with this, such as `"auto_dialer_campaigns"`. */
  path?: string | undefined;
  /** How many matching requests to let pass first; 0 by default. */
  skip?: number | undefined;
  /** How many requests it applies to, 1 by default; 0 for any number. */
  times?: number | undefined;
}

/** A fault in a short form. */
export interface ShortFault extends FaultTarget {
  /** `"lost"`: the request is not processed, and the connection closes without a reply. */
  request?: "lost" | undefined;
  /** `"lost"`: the request is processed, and the connection closes without a reply. `"never"`: it stays open. */
  reply?: "lost" | "never" | undefined;
  /** The request is not processed, and replied to with this HTTP status. */
  status?: number | undefined;
  /** The request is processed this many milliseconds later, on the sandbox's clock. */
  delayMs?: number | undefined;
}

/** A fault by its kind, as the sandbox's server accepts it. Times are in milliseconds of the sandbox's clock. */
export type FaultByKind = FaultTarget &
  (
    | { kind: "drop_request" | "drop_reply" | "hang" }
    | {
        /** Replies without processing, or after it. */
        kind: "status" | "status_after_commit";
        status: number;
        headers?: Record<string, string> | undefined;
        body?: unknown;
      }
    | { kind: "delay"; ms: number; when?: "before" | "after" | undefined }
    /**
     * Truncates the body; with `cut_stream`, the connection breaks off as well. The reply is a 500 if `cut_json` would truncate
     * nothing.
     */
    | { kind: "cut_json" | "cut_stream"; bytes: number }
    /** Sends the body in chunks, with a pause between them. */
    | { kind: "trickle"; chunk: number; delay_ms: number }
    /** Replaces or adds a value in the reply's JSON, at a JSON pointer. The reply is a 500 if the pointer leads nowhere. */
    | { kind: "patch"; pointer: string; value: unknown }
    /** Closes the connection without a reply, and processes the request later. */
    | { kind: "late_commit"; ms: number }
    /** Hides the campaign that the request creates from lists for a while. Its `operation` is always `campaigns.create`. */
    | { kind: "lag"; ms: number; operation?: "campaigns.create" | undefined }
    /** Creates the campaign without its `draft_name`. Its `operation` is always `campaigns.create`. */
    | { kind: "forget_draft_name"; operation?: "campaigns.create" | undefined }
  );

/** A fault, in either form. */
export type Fault = ShortFault | FaultByKind;

/** A request that the sandbox received. */
export interface SandboxRequest {
  method: string;
  path: string;
  /** Without the question mark. */
  query: string;
  /** When it arrived on the sandbox's clock, in milliseconds since 1970. */
  at: number;
  /** The status of the reply; `null` if there was none. */
  status: number | null;
}

/** A campaign as the API returns it: these fields and the API's others. */
export interface SandboxCampaign {
  id: string;
  name: string;
  draft_name: string | null;
  type: string;
  status: string;
  created_time: string;
  statistics: { human: number; machine: number; unknown: number; no_answer: number; total: number };
  [field: string]: unknown;
}

/** A call attempt as the API returns it: these fields and the API's others. */
export interface SandboxCall {
  id: string;
  campaign_id: string;
  attempt: number;
  status: string;
  /** `null` while the call is in progress. */
  answered_by: string | null;
  start_time: string;
  end_time: string | null;
  contact: { id: string; name: string; phone: string; [field: string]: unknown };
  [field: string]: unknown;
}

/** A test call that was made with `campaigns.testCall`. */
export interface SandboxTestCall {
  id: string;
  dial_to: string;
  from_number: string;
  message: string | null;
  [field: string]: unknown;
}

/** A call that `enforceHours` refused. Its campaign does not call the contact again. */
export interface SandboxRefusedCall {
  /** `null` for a test call. */
  campaign_id: string | null;
  /** `null` for a test call. */
  contact_id: string | null;
  /** The number that would have been dialed. */
  phone: string;
  /** The time on the campaign's clock; for a test call, the sandbox's time. */
  at: string;
}

/** A sandbox that is served over HTTP. */
export interface ServedSandbox {
  /** Such as `"http://127.0.0.1:4010"`. */
  origin: string;
  port: number;
  /** The options of clients in this and other processes. */
  config: { workspaceId: string; apiKey: string; baseUrl: string };
  /** Closes all connections and stops listening. */
  close(): Promise<void>;
}

/** An in-process SeaX: phones, contacts, labels, AI agents, and campaigns whose calls are simulated. It calls nobody. */
export interface Sandbox {
  /** The options of a client of this sandbox: `createClient({ ...sandbox.config })`. */
  readonly config: {
    readonly workspaceId: string;
    readonly apiKey: string;
    readonly baseUrl: string;
    readonly fetch: Fetch;
    readonly dangerouslyAllowBrowser: true;
  } & Pick<ClientConfig, "workspaceId" | "baseUrl">;
  /** Answers requests as the API does, whatever their origin: for the client, or for a mock of `fetch`. */
  readonly fetch: Fetch;
  /** The sandbox's time. */
  readonly now: Date;
  /**
   * The campaigns that were created in this sandbox, oldest first, drafts and deleted ones included. A campaign that was deleted
   * before it was over is `CANCELED`.
   */
  readonly campaigns: SandboxCampaign[];
  /** The calls of these campaigns so far. */
  readonly calls: SandboxCall[];
  /** The calls that `enforceHours` refused so far. */
  readonly refusedCalls: SandboxRefusedCall[];
  /** The test calls so far. */
  readonly testCalls: SandboxTestCall[];
  /** The latest 10,000 requests, oldest first. */
  readonly requests: SandboxRequest[];
  /** The faults that wait for requests. */
  readonly faults: (FaultTarget & { id: number; kind: string; [field: string]: unknown })[];
  /**
   * Lets time pass, and does what is due: campaigns place their calls, delayed requests are answered. Calls of this and of
   * {@link Sandbox.advanceTo} run one after the other; {@link Sandbox.reset} and {@link Sandbox.restore} end them.
   *
   * @throws TypeError for anything but a duration
   * @throws RangeError if the clock would leave the years 0 to 9999
   */
  advance(duration: Duration): Promise<void>;
  /**
   * Lets time pass until a point in time: a `Date`, milliseconds since 1970, or a text such as `"2026-11-28T22:00:00+08:00"`. A
   * text without an offset is UTC, as the API's times are. An earlier time than the sandbox's changes nothing.
   *
   * @throws TypeError for anything but a time
   * @throws RangeError for a time outside the years 0 to 9999
   */
  advanceTo(time: Date | string | number): Promise<void>;
  /**
   * Adds a fault, which applies to the next matching request.
   *
   * @throws TypeError for anything but a fault
   */
  fault(fault: Fault): void;
  /** Removes all faults. */
  clearFaults(): void;
  /** Clears {@link Sandbox.requests}. */
  clearRequests(): void;
  /**
   * Returns the state as a text, for {@link Sandbox.restore} in this or another sandbox. It includes requests that a fault
   * processes later.
   */
  snapshot(): string;
  /**
   * Goes back to a snapshot, with its time and the options of the sandbox that it was taken from. Requests that wait for a reply fail,
   * and so do those whose body is not sent yet. Create new clients and ticket stores afterwards: the old ones remember what they
   * have launched.
   *
   * @throws TypeError for anything but a text
   * @throws Error if it is not a snapshot of this version of the package
   */
  restore(snapshot: string): void;
  /**
   * Goes back to the start: to the time and the options that this sandbox was created with. Requests that wait for a reply fail, and
   * so do those whose body is not sent yet. Create new clients and ticket stores afterwards: the old ones remember what they have
   * launched.
   */
  reset(): void;
  /** Serves this sandbox on 127.0.0.1, in Node, Deno and Bun. Any free port by default. */
  serve(options?: { port?: number | undefined }): Promise<ServedSandbox>;
}

/** Creates a sandbox. */
export declare function createSandbox(options?: SandboxOptions): Promise<Sandbox>;
