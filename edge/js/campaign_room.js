// One campaign, read once for all who follow it. There is a room for each campaign.
//
// Readings are made by the alarm, so that the room can sleep between them while its sockets stay open. The last snapshot is
// stored: whoever comes later has it at once.

import { refuse } from "./reply.js";
import { PROTOCOL } from "./token.js";

/** @typedef {import("./setup.js").Setup} Setup */
/** @typedef {import("./platform.d.ts").EdgeEnv} EdgeEnv */
/** @typedef {import("./platform.d.ts").DurableObjectState} DurableObjectState */
/** @typedef {import("./platform.d.ts").Socket} Socket */
/** @typedef {{ snapshot: { ageMs: number }, at: number, over: boolean }} Last */
/** @typedef {{ workspace: string, id: string }} Identity */
/** @typedef {{ writer: WritableStreamDefaultWriter<Uint8Array>, expires: number }} Stream */

/** Why a socket is closed (RFC 6455: 4000 and above are ours). */
const OVER = 1_000;
const REFUSED = 4_000;
const EXPIRED = 4_401;

const encoder = new TextEncoder();

/** @param {(env: EdgeEnv) => Setup} setupOf */
export function campaignRoom(setupOf) {
  return class CampaignRoom {
    #state;
    #setup;
    /** @type {import("./seax_edge.d.ts").CampaignReader | undefined} */
    #room;
    /** @type {Last | undefined} */
    #last;
    /** @type {Promise<import("./seax_edge.d.ts").Refusal | undefined> | undefined} */
    #reading;
    /** @type {Set<Stream>} */
    #streams = new Set();

    /**
     * @param {DurableObjectState} state
     * @param {EdgeEnv} env
     */
    constructor(state, env) {
      this.#state = state;
      this.#setup = setupOf(env);
      state.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    }

    /** Somebody wants to follow. @param {Request} request */
    async fetch(request) {
      const header = (/** @type {string} */ name) => request.headers.get(name) ?? "";
      await this.#state.storage.put("identity", {
        workspace: header("seax-workspace"),
        id: header("seax-campaign"),
      });
      if (this.#watchers() >= this.#setup.limits.watchers) {
        const message = "Too many follow this campaign already. Read it now and then instead.";
        return refuse({ status: 503, code: "too_many_watchers", message });
      }
      let last = await this.#lastKnown();
      if (last === undefined) {
        const refusal = await this.#read();
        last = this.#last;
        if (last === undefined) return refuse(refusal ?? UNREAD);
      }
      const expires = Number(header("seax-expires"));
      const reply =
        header("upgrade").toLowerCase() === "websocket"
          ? this.#socket(last, expires)
          : this.#stream(last, expires);
      if (!last.over && (await this.#state.storage.getAlarm()) === null) {
        await this.#state.storage.setAlarm(Date.now());
      }
      return reply;
    }

    async alarm() {
      // With nobody left, nothing is read, and nothing is due.
      if (this.#watchers() > 0) await this.#read();
    }

    webSocketMessage() {}

    /** @param {Socket} socket */
    webSocketClose(socket) {
      close(socket, OVER, "");
    }

    webSocketError() {}

    #watchers() {
      return this.#state.getWebSockets().length + this.#streams.size;
    }

    async #lastKnown() {
      this.#last ??= /** @type {Last | undefined} */ (await this.#state.storage.get("last"));
      return this.#last;
    }

    /** Reads the campaign, and tells everybody what is new. One reading at a time. */
    #read() {
      this.#reading ??= this.#readOnce().finally(() => {
        this.#reading = undefined;
      });
      return this.#reading;
    }

    async #readOnce() {
      this.#expire();
      this.#room ??= await this.#enter();
      const news = await this.#room.read();
      if ("status" in news) {
        this.#end(REFUSED, news.code);
        await this.#state.storage.delete("last");
        return news;
      }
      if (news.snapshot !== undefined) {
        this.#last = { snapshot: news.snapshot, at: Date.now(), over: news.over };
        // Before anything that waits: who follows comes first.
        this.#tell(this.#last);
        await this.#state.storage.put("last", this.#last);
      }
      if (news.over) this.#end(OVER, "over");
      else await this.#state.storage.setAlarm(Date.now() + (news.dueMs ?? 0));
      return undefined;
    }

    async #enter() {
      const stored = /** @type {Identity | undefined} */ (await this.#state.storage.get("identity"));
      const { workspace, id } = stored ?? { workspace: "", id: "" };
      return this.#setup.core.reader(workspace, this.#setup.apiKey(workspace), id);
    }

    /** @param {Last} last */
    #tell(last) {
      const message = words(last);
      for (const socket of this.#state.getWebSockets()) push(socket, message);
      const event = encoder.encode(`data: ${message}\n\n`);
      for (const stream of this.#streams)
        stream.writer.write(event).catch(() => this.#streams.delete(stream));
    }

    /** Nobody follows for longer than a token allows. */
    #expire() {
      const now = Date.now() / 1_000;
      for (const socket of this.#state.getWebSockets()) {
        if (socket.deserializeAttachment() <= now) close(socket, EXPIRED, "token expired");
      }
      for (const stream of this.#streams) {
        if (stream.expires <= now) this.#leave(stream);
      }
    }

    /**
     * @param {number} code
     * @param {string} reason
     */
    #end(code, reason) {
      for (const socket of this.#state.getWebSockets()) close(socket, code, reason);
      const event = encoder.encode(`event: end\ndata: ${JSON.stringify(reason)}\n\n`);
      for (const stream of this.#streams) {
        stream.writer.write(event).catch(() => {});
        this.#leave(stream);
      }
      this.#room?.free();
      this.#room = undefined;
      if (code !== OVER) this.#last = undefined;
    }

    /** @param {Stream} stream */
    #leave(stream) {
      this.#streams.delete(stream);
      stream.writer.close().catch(() => {});
    }

    /**
     * @param {Last} last
     * @param {number} expires
     */
    #socket(last, expires) {
      const { 0: theirs, 1: ours } = new WebSocketPair();
      this.#state.acceptWebSocket(ours);
      ours.serializeAttachment(expires);
      push(ours, words(last));
      if (last.over) close(ours, OVER, "over");
      const headers = { "sec-websocket-protocol": PROTOCOL };
      return new Response(null, /** @type {ResponseInit} */ ({ status: 101, webSocket: theirs, headers }));
    }

    /**
     * Server-sent events, for `curl` and whatever has no sockets.
     *
     * @param {Last} last
     * @param {number} expires
     */
    #stream(last, expires) {
      const { readable, writable } = new TransformStream();
      const stream = { writer: writable.getWriter(), expires };
      this.#streams.add(stream);
      stream.writer.closed.catch(() => this.#streams.delete(stream));
      stream.writer
        .write(encoder.encode(`data: ${words(last)}\n\n`))
        .catch(() => this.#streams.delete(stream));
      if (last.over) this.#leave(stream);
      const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "seax-edge": "1" };
      return new Response(readable, { headers });
    }
  };
}

const UNREAD = { status: 502, code: "network", message: "The campaign could not be read." };

/** The snapshot, as old as it is by now. @param {Last} last */
function words({ snapshot, at }) {
  return JSON.stringify({ ...snapshot, ageMs: snapshot.ageMs + Date.now() - at });
}

/**
 * @param {Socket} socket
 * @param {string} message
 */
function push(socket, message) {
  try {
    socket.send(message);
  } catch {
    // It is gone: its close is on the way.
  }
}

/**
 * @param {Socket} socket
 * @param {number} code
 * @param {string} reason
 */
function close(socket, code, reason) {
  try {
    socket.close(code, reason);
  } catch {
    // It is closed already.
  }
}
