// The element that the panel belongs to, as far as the panel needs it.

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

/** What a launch tells the page. */
export type Announce = (type: string, detail: object) => void;
