// What the edge asks a coordinator for, and what that answers.

import type { EdgeReceipt } from "../../pkg/edge.d.ts";
import type { Refusal } from "../dist/seax_edge.js";

/** What is to be launched, by whom. */
export interface Order {
  workspace: string;
  operator: string;
  /** The ticket's key. */
  key: string;
  /** A hash of the draft. */
  digest: string;
  /** The draft. */
  body: Uint8Array<ArrayBuffer>;
}

/** The campaign (JSON) and the receipt; or why there is none. */
export type LaunchReply = { campaign: string; receipt: EdgeReceipt } | Refusal;
