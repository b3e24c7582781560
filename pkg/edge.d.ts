// The edge Worker, for those who have a Worker already; and tokens for it, in every runtime.

/** An operation that an edge can allow, such as `"campaigns.list"`. */
export type EdgeOperation =
  | "phones.list"
  | "contacts.list"
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
  | "campaigns.results"
  | (string & {});

/** What an edge is set up with. */
export interface EdgeOptions {
  /** The origins whose pages may call, as browsers send them: `"https://portal.example.com"`. */
  origins: readonly string[];
  /** The workspaces that it serves: for each id, its API key. */
  workspaces: Readonly<Record<string, string>>;
  /** What tokens are signed with, as `"<key id>:<secret>"`. The first signs, all are taken: so secrets can rotate. */
  tokenSecrets: readonly string[];
  /** What the portal's server says to `POST /token`; without one, the edge gives out no tokens. */
  portalSecret?: string | undefined;
  /** What it lets through; what the launcher needs if left out. */
  operations?: readonly EdgeOperation[] | undefined;
  /** Where its addresses begin; `/seax-api` if left out. */
  basePath?: string | undefined;
  /** The API's base URL; `https://seax.seasalt.ai/seax-api` if left out. */
  upstream?: string | undefined;
  /** What bounds every caller. */
  limits?: EdgeLimits | undefined;
}

/** What bounds every caller. */
export interface EdgeLimits {
  /** The longest body, in bytes; 1 000 000 if left out, 20 000 000 at the most. A draft has 1 500 000 at the most. */
  bodyBytes?: number;
  /** The longest query, in bytes; 16 384 if left out. */
  queryBytes?: number;
  /** The longest life of a token, in seconds; 3 600 if left out. */
  tokenSeconds?: number;
  /** How many campaigns one operator can launch in an hour; 20 if left out. */
  launchesPerHour?: number;
  /** How many can follow one campaign; 2 000 if left out. */
  watchers?: number;
  /** How long an answer of the API's may take, in milliseconds; 18 000 if left out. */
  upstreamMs?: number;
  /** How long a launch looks for its campaign when its answer was lost, in milliseconds; 8 000 if left out. */
  lookupTimeoutMs?: number;
  /** How long a request may still do something after it was sent, in milliseconds; 600 000 if left out. */
  maxCommitDelayMs?: number;
  /** How long to wait at least between two readings of a campaign, in milliseconds; 2 000 if left out. */
  pollMs?: number;
}

/** What a token allows, and whom. */
export interface TokenClaims {
  /** The workspace. */
  workspaceId: string;
  /** The operator, by your portal's own id: 1 to 128 characters of ASCII without blanks. */
  operatorId: string;
  /** The operations; all that the edge allows if left out. */
  operations?: readonly EdgeOperation[] | undefined;
  /** How long it holds, in seconds; 600 if left out. */
  expiresIn?: number | undefined;
}

/** What launched a campaign, as the edge remembers it. */
export interface EdgeReceipt {
  /** The ticket's key. */
  key: string;
  /** Whether the campaign exists, or was refused, or nobody knows yet. */
  state: "made" | "refused" | "open";
  /** Who launched it. */
  operator_id: string;
  /** When, as an ISO time. */
  launched_at: string;
  /** What the draft says, as a number. */
  draft_digest: string;
  /** How it is known that the campaign exists. */
  outcome?: "created" | "found";
  /** The campaign. */
  campaign_id?: string;
}

/** A class for a Durable Object, to be exported by your Worker. */
export type EdgeObject = new (
  // biome-ignore lint/suspicious/noExplicitAny: whichever version of the platform's types you have
  state: any,
  // biome-ignore lint/suspicious/noExplicitAny: your Worker's own bindings
  env: any,
) => {
  fetch(request: Request): Promise<Response>;
};

/** An edge. */
export interface Edge<Env> {
  /** Answers a request. */
  fetch(request: Request, env: Env): Promise<Response>;
  /** Follows a campaign for all who watch it. Bind it as `CAMPAIGN_ROOM`. */
  CampaignRoom: EdgeObject;
  /** Launches a ticket's campaign, once. Bind it as `LAUNCH_DESK`. */
  LaunchDesk: EdgeObject;
  /** Counts an operator's launches. Bind it as `OPERATOR_DESK`. */
  OperatorDesk: EdgeObject;
}

/**
 * Makes an edge, in a Cloudflare Worker. The options, or a function that makes them of the Worker's bindings, are read at the
 * first request; what is wrong with them is in the Worker's log.
 */
// biome-ignore lint/suspicious/noExplicitAny: your Worker's own bindings
export function createEdge<Env = any>(options: EdgeOptions | ((env: Env) => EdgeOptions)): Edge<Env>;

/**
 * Mints a token for an operator: a JSON Web Token (RFC 7519) with HMAC-SHA256, in Node, Workers, Deno and Bun.
 *
 * @param secret one of the edge's `tokenSecrets`: `"<key id>:<secret>"`. For servers only
 * @throws {TypeError} rejects with one for claims that cannot be
 */
export function mintToken(secret: string, claims: TokenClaims): Promise<string>;
