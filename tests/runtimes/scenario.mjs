// Every case, in order. This file and all its imports run unchanged in every runtime: they import only the package and
// each other.

import { blame } from "./cases/blame.mjs";
import { caches } from "./cases/caches.mjs";
import { changes } from "./cases/changes.mjs";
import { checking } from "./cases/checking.mjs";
import { clocks } from "./cases/clocks.mjs";
import { concurrency } from "./cases/concurrency.mjs";
import { drafts } from "./cases/drafts.mjs";
import { errors } from "./cases/errors.mjs";
import { hostileServers } from "./cases/hostile.mjs";
import { hours } from "./cases/hours.mjs";
import { imports } from "./cases/imports.mjs";
import { iteration } from "./cases/iteration.mjs";
import { launchKeys } from "./cases/launch_keys.mjs";
import { launching } from "./cases/launching.mjs";
import { listCalls } from "./cases/list_calls.mjs";
import { messages } from "./cases/messages.mjs";
import { openness } from "./cases/openness.mjs";
import { operations } from "./cases/operations.mjs";
import { retries } from "./cases/retries.mjs";
import { secrets } from "./cases/secrets.mjs";
import { selecting } from "./cases/selecting.mjs";
import { stopping } from "./cases/stopping.mjs";
import { streamTraps } from "./cases/stream_traps.mjs";
import { streaming } from "./cases/streaming.mjs";
import { traps } from "./cases/traps.mjs";
import { tutorial } from "./cases/tutorial.mjs";
import { watching } from "./cases/watching.mjs";
import { whole } from "./cases/whole.mjs";

const themes = [
  operations,
  changes,
  imports,
  whole,
  tutorial,
  listCalls,
  iteration,
  streaming,
  streamTraps,
  selecting,
  drafts,
  openness,
  errors,
  blame,
  retries,
  stopping,
  clocks,
  concurrency,
  checking,
  hours,
  launching,
  launchKeys,
  caches,
  watching,
  messages,
  traps,
  hostileServers,
  secrets,
];

/** Cases that mostly wait, for seconds, and do not disturb others. They run concurrently. */
const WAITING = [
  "the server's own wait is kept to",
  "a create that is never answered is sent once",
  "a slow consumer stops the reading, and is not timed out",
  "jobs.wait gives a job when it is over",
];

/** @type {import("./execute.mjs").Case[]} */
export const cases = themes
  .flatMap(Object.entries)
  .map(([name, run]) => ({ name, run, waits: WAITING.includes(name) }));
if (cases.filter(({ waits }) => waits).length !== WAITING.length) throw new Error("no case has such a name");
