// What a client and an edge send each other over a WebSocket, besides snapshots. The edge's Worker imports it, too.

/** The subprotocol (RFC 6455). A client offers it together with its token. */
export const PROTOCOL = "seax-live.v1";

/** A client asks whether the edge is still connected, and the edge answers. */
export const PING = "ping";
export const PONG = "pong";
