// Where there are no Durable Objects: a portal's server mints tokens here, and no more.

export { mintToken } from "./mint.js";

export function createEdge() {
  throw new Error("createEdge runs in Cloudflare Workers only. Elsewhere, `seax-dialer/edge` mints tokens.");
}
