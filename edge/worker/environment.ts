// The bindings that an edge needs, and the types of its Durable Objects.

import type { EdgeReceipt } from "../../pkg/edge.d.ts";
import type { Refusal } from "../dist/seax_edge.js";
import type { LaunchReply, Order } from "./order.ts";

/** The methods of a ticket's coordinator. */
export interface Coordinator extends Rpc.DurableObjectBranded {
  launch(order: Order): Promise<LaunchReply>;
  receipt(): Promise<EdgeReceipt | Refusal>;
}

/** The methods of an operator's quota. */
export interface Quota extends Rpc.DurableObjectBranded {
  reserve(key: string): Promise<Refusal | undefined>;
  release(key: string): Promise<void>;
}

export interface EdgeEnv {
  CAMPAIGN_ROOM: DurableObjectNamespace;
  LAUNCH_COORDINATOR: DurableObjectNamespace<Coordinator>;
  OPERATOR_QUOTA: DurableObjectNamespace<Quota>;
  RATE_LIMITER?: RateLimit;
}
