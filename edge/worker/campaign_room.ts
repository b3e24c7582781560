// Reads one campaign for all of its watchers. There is one room per campaign.
//
// The alarm triggers the readings, so that the room can be evicted between them while its sockets stay open. The stored
// state is kept while there are watchers, and for an hour after the campaign has ended, so that a late watcher gets the
// last snapshot immediately.

import { DurableObject } from "cloudflare:workers";
import { PING, PONG, PROTOCOL } from "../../pkg/src/live_protocol.js";
import type { CampaignReader, Refusal, Snapshot } from "../dist/seax_edge.js";
import { runAlarm } from "./alarm.ts";
import type { EdgeEnv } from "./environment.ts";
import { EventStream } from "./event_stream.ts";
import { partsOf, storedText } from "./parts.ts";
import { OWN_HEADERS, refuse } from "./reply.ts";
import type { Setup } from "./setup.ts";

interface Identity {
  workspace: string;
  campaign: string;
}

interface Last {
  snapshot: Snapshot;
  /** When it was read, in milliseconds since 1970. */
  at: number;
  /** Whether the campaign has ended. */
  over: boolean;
  /** Since when it cannot be read, in milliseconds since 1970. */
  failingSince?: number;
}

/** Close codes of sockets. Those from 4000 on are for applications (RFC 6455). */
const OVER = 1_000;
const REFUSED = 4_000;
const EXPIRED = 4_401;
const SILENT = 4_408;

/** How long to keep the last snapshot of a campaign that has ended, in milliseconds. */
const KEPT_AFTER_END = 3_600_000;
/** The interval of the heartbeats of event streams, in milliseconds. */
const HEARTBEAT = 15_000;
/**
 * How long a socket may be silent that has pinged before, in milliseconds. The client pings every ten seconds, but a tab in the
 * background only once a minute.
 */
const SILENCE = 180_000;

export function campaignRoom(setupOf: (env: EdgeEnv) => Setup) {
  return class CampaignRoom extends DurableObject<EdgeEnv> {
    #identity: Identity | undefined;
    #reader: CampaignReader | undefined;
    #last: Last | undefined;
    #reading: Promise<Refusal | undefined> | undefined;
    #streams = new Set<EventStream>();
    #heartbeat: ReturnType<typeof setInterval> | null = null;
    /** The number of watchers that wait for the first reading. */
    #joining = 0;

    constructor(ctx: DurableObjectState, env: EdgeEnv) {
      super(ctx, env);
      ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    }

    /** Not set by the constructor: the alarm of a room that cannot be constructed is lost. */
    get #setup(): Setup {
      return setupOf(this.env);
    }

    /** Opens a socket or an event stream. */
    override async fetch(request: Request): Promise<Response> {
      if (this.#watchers() >= this.#setup.settings.limits.watchers) return refuse(TOO_MANY_WATCHERS);
      this.#joining += 1;
      try {
        return await this.#join(request);
      } finally {
        this.#joining -= 1;
      }
    }

    async #join(request: Request): Promise<Response> {
      const { searchParams } = new URL(request.url);
      this.#identity ??= {
        workspace: searchParams.get("workspace") ?? "",
        campaign: searchParams.get("campaign") ?? "",
      };
      await this.#recall();
      const refusal = this.#isDated() ? await this.#read() : undefined;
      const last = this.#last;
      if (refusal !== undefined || last === undefined) return refuse(refusal ?? UNREAD);
      const expires = Number(searchParams.get("expires"));
      const reply =
        request.headers.get("upgrade")?.toLowerCase() === "websocket"
          ? this.#socket(last, expires, searchParams.has("protocol"))
          : this.#stream(last, expires);
      if ((await this.ctx.storage.getAlarm()) === null) {
        await this.ctx.storage.setAlarm(Date.now() + (last.over ? KEPT_AFTER_END : 0));
      }
      return reply;
    }

    override alarm(): Promise<void> {
      return runAlarm(this.ctx.storage, HEARTBEAT, async () => {
        if (this.#watchers() > 0) await this.#read();
        else await this.#forget();
      });
    }

    override webSocketMessage() {}

    override webSocketClose(socket: WebSocket) {
      close(socket, OVER, "");
    }

    override webSocketError() {}

    #watchers(): number {
      return this.#sockets().length + this.#streams.size + this.#joining;
    }

    /** Returns the open sockets. The platform also lists those that were closed, until their peers answer. */
    #sockets(): WebSocket[] {
      return this.ctx.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN);
    }

    /** Whether the last snapshot is too old for a new watcher, so that the campaign has to be read again. */
    #isDated(): boolean {
      if (this.#last === undefined) return true;
      const { over, at, failingSince } = this.#last;
      // While readings fail, only the alarm reads: SeaX may have asked for a longer wait.
      if (over || failingSince !== undefined) return false;
      return Date.now() - at >= this.#setup.settings.limits.pollMs;
    }

    /**
     * Returns how long to wait after a failure: longer each time, or as long as SeaX asks for, but not so long that the watchers
     * learn too late that it lasts.
     */
    #pause(wanted: number, failingSince: number, now: number): number {
      const { limits, maxSlowdown, patienceMs } = this.#setup.settings;
      const { pollMs } = limits;
      const failing = now - failingSince;
      const wait = Math.max(Math.min(Math.max(pollMs * 2, failing), pollMs * maxSlowdown), wanted);
      return Math.max(pollMs, Math.min(wait, patienceMs - failing));
    }

    /** Reads the campaign and sends changes to all watchers. One reading at a time. */
    #read(): Promise<Refusal | undefined> {
      this.#reading ??= this.#readOnce().finally(() => {
        this.#reading = undefined;
      });
      return this.#reading;
    }

    async #readOnce(): Promise<Refusal | undefined> {
      const { storage } = this.ctx;
      this.#closeExpired();
      await this.#recall();
      const last = this.#last;
      const resumed = this.#reader === undefined ? last : undefined;
      this.#reader ??= this.#newReader();
      const reading = await this.#reader.read();
      const now = Date.now();
      if ("status" in reading) {
        const failingSince = last?.failingSince ?? now;
        // 403 and 404 do not pass.
        const { patienceMs } = this.#setup.settings;
        if (last === undefined || reading.status < 429 || now - failingSince >= patienceMs) {
          this.#end(REFUSED, reading.code);
          await this.#forget();
          return reading;
        }
        // A reader that has failed reads no more.
        this.#reader.free();
        this.#reader = undefined;
        const snapshot = { ...last.snapshot, lastErrorCode: reading.code };
        await this.#keep({ ...last, snapshot, failingSince });
        await storage.setAlarm(now + this.#pause(reading.retryAfterMs ?? 0, failingSince, now));
        return undefined;
      }
      const { snapshot, over } = reading;
      if (snapshot !== undefined && !(resumed && isSame(resumed.snapshot, snapshot))) {
        await this.#keep({ snapshot, at: now, over });
      } else if (last !== undefined) {
        // A reading without changes makes the last snapshot current again.
        this.#last = current(last, now);
        await storage.put("at", now);
      }
      if (over) this.#end(OVER, "over");
      await storage.setAlarm(now + (over ? KEPT_AFTER_END : (reading.dueMs ?? 0)));
      return undefined;
    }

    /** Tells the watchers, and stores the snapshot for an eviction. */
    async #keep(last: Last): Promise<void> {
      const { storage } = this.ctx;
      this.#last = last;
      this.#tell(last);
      const parts = partsOf("last", JSON.stringify(last));
      // Parts of a longer one may be left, so their number is stored, too.
      await storage.put({
        identity: this.#identity,
        at: last.at,
        parts: Object.keys(parts).length,
        ...parts,
      });
    }

    /** Restores what was stored, after an eviction. */
    async #recall(): Promise<void> {
      const { storage } = this.ctx;
      this.#identity ??= await storage.get<Identity>("identity");
      if (this.#last !== undefined) return;
      const [parts, at = 0] = await Promise.all([storage.get<number>("parts"), storage.get<number>("at")]);
      if (parts === undefined) return;
      const last: Last = JSON.parse(await storedText(storage, "last", parts));
      this.#last = current(last, at);
    }

    #newReader(): CampaignReader {
      const { workspace, campaign } = this.#identity ?? { workspace: "", campaign: "" };
      const { snapshot, at = 0 } = this.#last ?? {};
      const json = snapshot === undefined ? "" : JSON.stringify(snapshot.campaign);
      return this.#setup.core.reader(workspace, campaign, json, at - (snapshot?.ageMs ?? 0));
    }

    /** Deletes all state. */
    async #forget(): Promise<void> {
      this.#last = undefined;
      this.#reader?.free();
      this.#reader = undefined;
      await this.ctx.storage.deleteAlarm();
      await this.ctx.storage.deleteAll();
    }

    #tell(last: Last) {
      const message = this.#message(last);
      for (const socket of this.#sockets()) send(socket, message);
      for (const stream of this.#streams) stream.send(message);
    }

    /** Returns the snapshot as JSON, with its current age. An end in the past is no forecast. */
    #message({ snapshot, at }: Last): string {
      const now = Date.now();
      const { forecast, ...rest } = snapshot;
      const still = forecast !== undefined && forecast.endAtMs >= now && { forecast };
      const json = JSON.stringify({ ...rest, ...still, ageMs: snapshot.ageMs + now - at });
      return this.#setup.redactor(this.#identity?.workspace ?? "").text(json);
    }

    /** Closes the connections whose token has expired, and those whose peer is gone: what is sent to them would only queue. */
    #closeExpired() {
      const now = Date.now();
      for (const socket of this.#sockets()) {
        const heard = this.ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? now;
        if (socket.deserializeAttachment() * 1_000 <= now) close(socket, EXPIRED, "token expired");
        else if (now - heard > SILENCE) close(socket, SILENT, "no ping");
      }
      for (const stream of this.#streams) if (stream.expires * 1_000 <= now) stream.close();
    }

    #end(code: number, reason: string) {
      for (const socket of this.#sockets()) close(socket, code, reason);
      for (const stream of this.#streams) stream.end(reason);
      this.#reader?.free();
      this.#reader = undefined;
    }

    #socket(last: Last, expires: number, hasProtocol: boolean): Response {
      const { 0: theirs, 1: ours } = new WebSocketPair();
      this.ctx.acceptWebSocket(ours);
      ours.serializeAttachment(expires);
      send(ours, this.#message(last));
      if (last.over) close(ours, OVER, "over");
      // A client that offered no protocol closes a socket whose reply names one.
      const headers: HeadersInit = hasProtocol ? { "sec-websocket-protocol": PROTOCOL } : {};
      return new Response(null, { status: 101, webSocket: theirs, headers });
    }

    #stream(last: Last, expires: number): Response {
      const stream = new EventStream(expires, (ended) => {
        this.#streams.delete(ended);
        if (this.#streams.size === 0) clearInterval(this.#heartbeat);
      });
      this.#streams.add(stream);
      if (this.#streams.size === 1) this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT);
      stream.send(this.#message(last));
      if (last.over) stream.end("over");
      const headers = { "content-type": "text/event-stream", ...OWN_HEADERS };
      return new Response(stream.body, { headers });
    }

    #beat() {
      this.#closeExpired();
      for (const stream of this.#streams) stream.beat();
    }
  };
}

const TOO_MANY_WATCHERS: Refusal = {
  status: 503,
  code: "too_many_watchers",
  message: "This campaign has as many watchers as the edge allows. Read it from time to time instead.",
};

const UNREAD: Refusal = { status: 502, code: "network", message: "The campaign could not be read." };

/** Returns what a reading at this time has confirmed. */
function current(last: Last, at: number): Last {
  return { ...last, snapshot: { ...last.snapshot, ageMs: 0 }, at };
}

/** Whether two snapshots tell the same, apart from what time alone changes. A standstill is told. */
function isSame(one: Snapshot, other: Snapshot): boolean {
  const told = ({ callsPerMinute = 0, ...snapshot }: Snapshot) =>
    JSON.stringify([callsPerMinute > 0, { ...snapshot, ageMs: 0, forecast: undefined }]);
  return told(one) === told(other);
}

function send(socket: WebSocket, message: string) {
  try {
    socket.send(message);
  } catch {
    // It is closed, and its close event is pending.
  }
}

function close(socket: WebSocket, code: number, reason: string) {
  try {
    socket.close(code, reason);
  } catch {
    // It is closed already.
  }
}
