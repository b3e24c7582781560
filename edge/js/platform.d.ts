// As much of Cloudflare's platform as the edge uses.

export interface Socket {
  send(message: string): void;
  close(code?: number, reason?: string): void;
  serializeAttachment(value: unknown): void;
  deserializeAttachment(): number;
}

export interface DurableObjectStorage {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<boolean>;
  sync(): Promise<void>;
  getAlarm(): Promise<number | null>;
  setAlarm(time: number): Promise<void>;
  deleteAlarm(): Promise<void>;
}

export interface DurableObjectState {
  storage: DurableObjectStorage;
  acceptWebSocket(socket: Socket): void;
  getWebSockets(): Socket[];
  setWebSocketAutoResponse(pair: WebSocketRequestResponsePair): void;
}

export interface DurableObjectNamespace {
  idFromName(name: string): unknown;
  get(id: unknown): { fetch(url: string, init?: RequestInit): Promise<Response> };
}

/** The bindings that an edge needs. */
export interface EdgeEnv {
  CAMPAIGN_ROOM: DurableObjectNamespace;
  LAUNCH_COORDINATOR: DurableObjectNamespace;
  OPERATOR_QUOTA: DurableObjectNamespace;
  RATE_LIMITER?: { limit(options: { key: string }): Promise<{ success: boolean }> };
}

declare global {
  class WebSocketRequestResponsePair {
    constructor(request: string, response: string);
  }
  class WebSocketPair {
    0: Socket;
    1: Socket;
  }
}
