// The launcher's element: `import "seax-dialer/launcher"` defines `<seax-launcher>`.

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
 * A token for `Authorization: Bearer …`, a whole header, or nothing if the server identifies its users in another way.
 *
 * It is used until ten seconds before it expires, which `expiresAt` (milliseconds since 1970) or the `exp` of a JSON Web
 * Token says. A token without either is used for 30 seconds. A 401 ends the use of any token.
 */
export type LauncherToken = string | (AuthHeader & { expiresAt?: number | undefined }) | null | undefined;

/** What a page sets on the launcher, as attributes or properties: for the templates of frameworks. */
export interface LauncherProperties {
  /** The URL of the page's own server, which calls the API. Required. */
  endpoint?: string | undefined;
  /** The workspace. Required. */
  workspaceId?: string | undefined;
  /** The workspace, as an attribute. */
  "workspace-id"?: string | undefined;
  /** The color scheme; the operator's own if left out. */
  theme?: "light" | "dark" | undefined;
  /** The purpose of the calls, which decides the calling hours; `sales` if left out, which has the strictest. */
  purpose?: "sales" | "informational" | "survey" | undefined;
  /** Returns the token that authenticates requests. */
  getToken?: (() => LauncherToken | Promise<LauncherToken>) | null | undefined;
  /** Where the package's `.wasm` files are, if the bundler does not include them. */
  wasm?: WasmSource | WasmSources | null | undefined;
}

/** The launcher's events, by their name. All of them bubble, and cross shadow roots. */
export interface LauncherEvents {
  /** The panel was opened. */
  "seax-open": CustomEvent<Record<string, never>>;
  /** The panel was closed. */
  "seax-close": CustomEvent<Record<string, never>>;
  /** A request needs a token, and `getToken` is not set. */
  "seax-token": CustomEvent<{ respondWith(token: LauncherToken | Promise<LauncherToken>): void }>;
  /** A campaign was launched: it is calling people, or will. */
  "seax-launch": CustomEvent<{ campaign: Campaign; outcome: LaunchReceipt["outcome"] }>;
  /** There is a new snapshot of the campaign that is being watched. */
  "seax-progress": CustomEvent<{ snapshot: CampaignSnapshot }>;
  /** The campaign that was being watched is over. */
  "seax-finish": CustomEvent<{ report: CampaignReport }>;
  /** Something failed. The panel shows the error, too. Usually a `SeaxError`. */
  "seax-error": CustomEvent<{ error: unknown }>;
}

/** `<seax-launcher>`: a button that opens a panel to create, launch and watch a campaign. */
export interface SeaxLauncher extends HTMLElement {
  /** The URL of the page's own server, which calls the API. Takes precedence over the attribute. */
  endpoint: string;
  /** The workspace. Takes precedence over the attribute `workspace-id`. */
  workspaceId: string;
  /** `light` or `dark`; the operator's own if left out. Takes precedence over the attribute. */
  theme: string;
  /** The purpose of the calls: `sales`, `informational` or `survey`. Takes precedence over the attribute. */
  purpose: string;
  /** Returns the token that authenticates requests. Called once at a time, and again when its token has expired. */
  getToken: (() => LauncherToken | Promise<LauncherToken>) | null;
  /** Where the package's `.wasm` files are, if the bundler does not include them. */
  wasm: WasmSource | WasmSources | null;
  /** Opens the panel. If it is in a part of the page that is not displayed, the panel opens once that is; the promise does not wait for it. */
  open(): Promise<void>;
  /** Closes the panel. A campaign in progress continues. */
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
