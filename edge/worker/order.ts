// The messages between the edge and a launch coordinator.

import type { EdgeReceipt } from "../../pkg/edge.d.ts";
import type { Refusal } from "../dist/seax_edge.js";

/** A draft to launch, and who launches it. */
export interface Order {
  workspace: string;
  operator: string;
  /** The ticket's key. */
  key: string;
  /** The draft's digest. */
  digest: string;
  /** The ids of campaigns that the caller knows are not this launch's, separated by commas. */
  unrelated: string;
  /** The draft. */
  body: Uint8Array<ArrayBuffer>;
}

/** The campaign (JSON) and the receipt, or why there is none. */
export type LaunchReply = { campaign: string; receipt: EdgeReceipt } | Refusal;
