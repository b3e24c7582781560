// What the edge's WebAssembly exports: `edge/src/js`. Rust makes these objects.

/** Why a request is not let through, or could not be done. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  issues?: string;
  retryAfterMs?: number;
}

/** A request that is let through. */
export type Pass = {
  workspace: string;
  operator: string;
  /** Until when its token holds, in seconds since 1970. */
  expires: number;
} & (
  | { deed: "send"; method: string; url: string; contentType?: string; file: boolean }
  | { deed: "launch"; key: string }
  | { deed: "follow"; id: string }
  | { deed: "show"; key: string }
);

export interface Limits {
  bodyBytes: number;
  launchesPerHour: number;
  watchers: number;
  upstreamMs: number;
}

export class Gate {
  constructor(options: string);
  allows(origin: string): boolean;
  limits(): Limits;
  asksToken(method: string, url: string): true | undefined | Refusal;
  open(authorization: string): Sealed | Refusal;
  openBare(token: string): Sealed | Refusal;
  judge(
    method: string,
    url: string,
    contentType: string,
    body: Uint8Array,
    claims: string,
    now: number,
  ): Pass | Refusal;
  grant(wish: Uint8Array, now: number): { keyId: string; unsigned: string; expires: number } | Refusal;
  digest(draft: Uint8Array): { digest: string } | Refusal;
  desk(workspace: string, apiKey: string): Desk;
  room(workspace: string, apiKey: string, id: string): Room;
}

/** A token, taken apart. Its claims hold only once its signature is found to be right. */
export interface Sealed {
  keyId: string;
  signed: string;
  mac: Uint8Array<ArrayBuffer>;
  claims: string;
}

export class Desk {
  launch(
    body: Uint8Array,
    ticket: string | undefined,
    allowResend: boolean,
    onTicket: (ticket: string) => Promise<void>,
  ): Promise<
    { state: "made"; outcome: string; campaign: string } | ({ state: "refused" | "unknown" } & Refusal)
  >;
  free(): void;
}

export class Room {
  read(): Promise<{ snapshot?: { ageMs: number }; over: boolean; dueMs?: number } | Refusal>;
  free(): void;
}

export function initSync(source: { module: WebAssembly.Module }): unknown;
