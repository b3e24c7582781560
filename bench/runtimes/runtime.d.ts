import type { Started } from "../inside/cold.mjs";
import type { ColdTask, RoundsTask, StreamTask } from "../inside/perform.mjs";
import type { Samples } from "../inside/rounds.mjs";
import type { Walked } from "../inside/stream.mjs";

/** A runtime that runs each task in a fresh process or page. */
export interface Runtime {
  version: string;
  perform(task: Omit<RoundsTask, "origin">): Promise<Samples>;
  perform(task: Omit<StreamTask, "origin">): Promise<Walked>;
  perform(task: Omit<ColdTask, "origin">): Promise<Started>;
  stop(): Promise<void>;
}

/** Starts a runtime whose tasks use the server at this origin. */
export type Start = (origin: string) => Promise<Runtime>;
