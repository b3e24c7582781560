// The package's client, for a launcher in a page: it calls a server of the page's, which has the key.

import { type AuthHeader, createClient, type SeaxClient } from "seax-dialer";
import type { LauncherHost } from "./host.ts";

/** Whether the `.wasm` file lies beside the built scripts; else the package's own entry knows where it is. */
declare const WASM_BESIDE: boolean;

/** What pages without a token of their own send: a server that knows its users by cookies can tell a script by it. */
const NO_TOKEN: AuthHeader = { header: "X-Requested-With", value: "seax-launcher" };

/** Attributes are in the page's source, where everybody reads them. */
const SECRET = /(?<!access)key|token|secret|password|authorization/i;

/** Whether a page tries to give a secret as an attribute. */
export function hasSecret(host: Element): boolean {
  return host.getAttributeNames().some((name) => SECRET.test(name));
}

export async function connect(host: LauncherHost): Promise<SeaxClient> {
  const wasm = host.wasm ?? (WASM_BESIDE ? new URL("seax_dialer_bg.wasm", import.meta.url) : undefined);
  const endpoint = endpointOf(host);
  if (endpoint === "")
    throw new Error("<seax-launcher> has no endpoint: the address of the page's own server.");
  return createClient({
    workspaceId: workspaceOf(host),
    baseUrl: new URL(endpoint, document.baseURI),
    auth: () => credential(host),
    ...(wasm && { wasm }),
  });
}

export function endpointOf(host: LauncherHost): string {
  return host.endpoint ?? host.getAttribute("endpoint") ?? "";
}

export function workspaceOf(host: LauncherHost): string {
  return host.workspaceId ?? host.getAttribute("workspace-id") ?? "";
}

/** Asked for each request anew: of the property `getToken`, else of whoever hears `seax-token`. */
async function credential(host: LauncherHost): Promise<AuthHeader> {
  let given = host.getToken?.();
  const respondWith = (token: typeof given) => {
    given = token;
  };
  if (given === undefined) {
    const detail = { respondWith };
    host.dispatchEvent(new CustomEvent("seax-token", { detail, bubbles: true, composed: true }));
  }
  const token = await given;
  if (!token) return NO_TOKEN;
  return typeof token === "string" ? { header: "Authorization", value: `Bearer ${token}` } : token;
}
