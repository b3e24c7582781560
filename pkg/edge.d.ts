// An edge in your own Worker, and its tokens in every runtime.

import type { Request, Response } from "./platform.js";

/** An operation that an edge can allow: the name of the client's method, such as `"campaigns.list"`. */
export type EdgeOperation =
  | "phones.list"
  | "contacts.list"
  | "contacts.update"
  | "labels.list"
  | "labels.create"
  | "labels.update"
  | "labels.delete"
  | "agents.list"
  | "campaigns.list"
  | "campaigns.get"
  | "campaigns.create"
  | "campaigns.pause"
  | "campaigns.resume"
  | "campaigns.cancel"
  | "campaigns.delete"
  | "campaigns.testCall"
  | "campaigns.logs"
  | (string & {});

/** The options of an edge. */
export interface EdgeOptions {
  /** The origins whose pages may call the edge, as browsers send them: `"https://portal.example.com"`. */
  origins: readonly string[];
  /** The API key of each workspace that it serves, by the workspace's id. */
  workspaces: Readonly<Record<string, string>>;
  /** The secrets that sign tokens, each `"<key id>:<secret>"`. The first signs; all are accepted, which allows rotation. */
  tokenSecrets: readonly string[];
  /** The secret of the portal's server, for `POST /token`. Without it, the edge issues no tokens. */
  portalSecret?: string | undefined;
  /** The operations that it allows. Default: those that the launcher needs. */
  operations?: readonly EdgeOperation[] | undefined;
  /** The path prefix of its URLs. Default: `/seax-api`. */
  basePath?: string | undefined;
  /** The API's base URL. Default: `https://seax.seasalt.ai/seax-api`. */
  upstream?: string | undefined;
  /** The limits on every caller. */
  limits?: EdgeLimits | undefined;
}

/** The limits on every caller. */
export interface EdgeLimits {
  /**
   * The longest body of a request, in bytes; a draft can have at most 1 500 000. It is held in memory, and a Worker has 128 MB for all its requests.
   * Default 1 500 000; 1 to 20 000 000.
   */
  bodyBytes?: number | undefined;
  /** How long a request may take to deliver its body, in milliseconds. Default 10 000; 100 to 120 000. */
  bodyMs?: number | undefined;
  /** The longest query, in bytes. Default 16 384; 256 to 65 536. */
  queryBytes?: number | undefined;
  /** The longest life of a token, in seconds. Default 3 600; 1 to 86 400. */
  tokenSeconds?: number | undefined;
  /** How many campaigns one operator can launch within an hour. Default 20; 0 to 10 000. */
  launchesPerHour?: number | undefined;
  /** How many connections can watch one campaign. Default 2 000; 0 to 10 000. */
  watchers?: number | undefined;
  /**
   * How long SeaX may take to answer, in milliseconds. With `lookupTimeoutMs`, it should stay below the 30 s that a
   * client waits.
   * Default 18 000; 100 to 120 000.
   */
  upstreamMs?: number | undefined;
  /** How long a launch looks for its campaign when the answer was lost, in milliseconds. Default 8 000; 100 to 120 000. */
  lookupTimeoutMs?: number | undefined;
  /**
   * How long after it was sent a request may still take effect, in milliseconds. Clients wait at least as long.
   * Default 600 000; 1 000 to 86 400 000.
   */
  maxCommitDelayMs?: number | undefined;
  /**
   * How long the receipt of a launch is kept, in milliseconds (30 days): at least seven minutes longer than
   * `maxCommitDelayMs`. Tickets older than that are refused.
   * Default 2 592 000 000; 421 000 to 31 536 000 000.
   */
  receiptMs?: number | undefined;
  /** The shortest time between two readings of a watched campaign, in milliseconds. Default 2 000; 50 to 600 000. */
  pollMs?: number | undefined;
}

/** The claims of a token: whom it authenticates, and what it allows. */
export interface TokenClaims {
  /** The workspace. */
  workspaceId: string;
  /** The operator's id in your portal: 1 to 128 ASCII characters without spaces. */
  operatorId: string;
  /** The operations. Default: all that the edge allows. */
  operations?: readonly EdgeOperation[] | undefined;
  /** How long it is valid, in whole seconds, up to the edge's `tokenSeconds`. Default: 600. */
  expiresIn?: number | undefined;
}

/** The edge's record of a launch. */
export interface EdgeReceipt {
  /** The ticket's key. */
  key: string;
  /** `made`: the campaign exists. `refused`: SeaX rejected it. `open`: not known yet. */
  state: "made" | "refused" | "open";
  /** The operator who launched it. */
  operator_id: string;
  /** When it was launched, as an ISO time. */
  launched_at: string;
  /** A hash of the draft. */
  draft_digest: string;
  /** How it is known that the campaign exists: SeaX confirmed it, or the edge found it. */
  outcome?: "created" | "found";
  /** The campaign's id. */
  campaign_id?: string;
}

/** The class of a Durable Object, for your Worker to export. */
export type EdgeObject = new (
  // biome-ignore lint/suspicious/noExplicitAny: of whichever version of the platform's types you have
  ctx: any,
  // biome-ignore lint/suspicious/noExplicitAny: your Worker's own bindings
  env: any,
  // biome-ignore lint/suspicious/noExplicitAny: its methods are called by the edge only
) => any;

/** An edge. */
export interface Edge<Env> {
  /** Answers a request. */
  fetch(request: Request, env: Env): Promise<Response>;
  /** Polls a campaign for everybody who watches it. Bind it as `CAMPAIGN_ROOM`. */
  CampaignRoom: EdgeObject;
  /** Launches the campaign of a ticket, once. Bind it as `LAUNCH_COORDINATOR`. */
  LaunchCoordinator: EdgeObject;
  /** Counts the launches of an operator. Bind it as `OPERATOR_QUOTA`. */
  OperatorQuota: EdgeObject;
}

/**
 * Creates an edge in a Cloudflare Worker. The options, or the function that creates them from the Worker's bindings, are read
 * at the first request. Errors in them go to the Worker's log, without any value of the options.
 */
// biome-ignore lint/suspicious/noExplicitAny: your Worker's own bindings
export function createEdge<Env = any>(options: EdgeOptions | ((env: Env) => EdgeOptions)): Edge<Env>;

/**
 * Creates a token for an operator: a JSON Web Token (RFC 7519) with HMAC-SHA256, in Node, Workers, Deno and Bun. For servers
 * only.
 *
 * @param secret one of the edge's `tokenSecrets`: `"<key id>:<secret>"`
 * @throws {SeaxError} rejects with one (`invalid_argument`) for claims that the edge would not accept
 */
export function mintToken(secret: string, claims: TokenClaims): Promise<string>;
