// The part of the `seax-launcher` element that the panel needs.

import type { AuthHeader, WasmSource, WasmSources } from "seax-dialer";

/** A token for `Authorization: Bearer …`, or a whole header. */
export type Token = string | (AuthHeader & { expiresAt?: number | undefined }) | null | undefined;

export interface LauncherHost extends HTMLElement {
  endpoint?: string;
  workspaceId?: string;
  theme?: string;
  purpose?: string;
  getToken?: (() => Token | Promise<Token>) | null;
  wasm?: WasmSource | WasmSources | null;
}

/** Dispatches an event of the launcher to the page. */
export type Announce = (type: string, detail: object) => void;
