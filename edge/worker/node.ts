// `seax-dialer/edge` outside of Workers, where there are no Durable Objects: lets a portal's server mint tokens.

export { mintToken } from "./mint.ts";

export function createEdge(): never {
  throw new Error("createEdge runs in Cloudflare Workers only. Elsewhere, `seax-dialer/edge` mints tokens.");
}
