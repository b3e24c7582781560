// The launcher, as an element: `import "seax-dialer/launcher"` defines `<seax-launcher>`.

import type {
  AuthHeader,
  Campaign,
  CampaignReport,
  CampaignSnapshot,
  LaunchReceipt,
  WasmSource,
  WasmSources,
} from "./dist/seax_dialer.js";

/**
 * A token for `Authorization: Bearer …`, a whole header, or nothing where the server knows its users otherwise.
 *
 * It is used until ten seconds before it expires: when `expiresAt` says (in milliseconds since 1970), or the `exp` of a JSON
 * Web Token. One that says nothing is used for 30 seconds. A 401 ends each of them.
 */
export type LauncherToken = string | (AuthHeader & { expiresAt?: number | undefined }) | null | undefined;

/** What a page sets on the launcher, as an attribute or a property: for the templates of frameworks. */
export interface LauncherProperties {
  /** The address of the page's own server, which calls the API. Required. */
  endpoint?: string | undefined;
  /** The workspace. Required. */
  workspaceId?: string | undefined;
  /** The workspace, as the attribute. */
  "workspace-id"?: string | undefined;
  /** The operator's own if left out. */
  theme?: "light" | "dark" | undefined;
  /** What the calls are for, which decides the calling hours: `sales` if left out, which has the strictest. */
  purpose?: "sales" | "informational" | "survey" | undefined;
  /** Gives the token that says who asks. */
  getToken?: (() => LauncherToken | Promise<LauncherToken>) | null | undefined;
  /** Where the package's `.wasm` files are, if the bundler left them behind. */
  wasm?: WasmSource | WasmSources | null | undefined;
}

/** What the launcher's events tell, by their name. All of them bubble, and leave shadow roots. */
export interface LauncherEvents {
  /** The panel was opened. */
  "seax-open": CustomEvent<Record<string, never>>;
  /** The panel was closed. */
  "seax-close": CustomEvent<Record<string, never>>;
  /** A request needs a token, and there is no `getToken`. */
  "seax-token": CustomEvent<{ respondWith(token: LauncherToken | Promise<LauncherToken>): void }>;
  /** A campaign was launched: it is calling people, or will. */
  "seax-launch": CustomEvent<{ campaign: Campaign; outcome: LaunchReceipt["outcome"] }>;
  /** There is news of the campaign that is followed. */
  "seax-progress": CustomEvent<{ snapshot: CampaignSnapshot }>;
  /** The campaign that was followed is over. */
  "seax-finish": CustomEvent<{ report: CampaignReport }>;
  /** Something failed. The panel shows it, too. Mostly a `SeaxError`. */
  "seax-error": CustomEvent<{ error: unknown }>;
}

/** `<seax-launcher>`: a button that opens a panel in which a campaign is made, launched and watched. */
export interface SeaxLauncher extends HTMLElement {
  /** The address of the page's own server, which calls the API; comes before the attribute. */
  endpoint: string;
  /** The workspace; comes before the attribute `workspace-id`. */
  workspaceId: string;
  /** `light` or `dark`; the operator's own if left out. Comes before the attribute. */
  theme: string;
  /** What the calls are for: `sales`, `informational` or `survey`. Comes before the attribute. */
  purpose: string;
  /** Gives the token that says who asks: it is asked once at a time, and again when its token has expired. */
  getToken: (() => LauncherToken | Promise<LauncherToken>) | null;
  /** Where the package's `.wasm` files are, if the bundler left them behind. */
  wasm: WasmSource | WasmSources | null;
  /** Opens the panel. */
  open(): Promise<void>;
  /** Closes the panel. A campaign that is under way goes on. */
  close(): Promise<void>;

  addEventListener<Name extends keyof LauncherEvents>(
    type: Name,
    listener: (this: SeaxLauncher, event: LauncherEvents[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: SeaxLauncher, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "seax-launcher": SeaxLauncher;
  }
}
