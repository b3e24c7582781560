// Clients: the core makes calls of one request; other parts of the package, which are loaded on first use, do the rest.

import { forget, listen } from "./abort.js";
import { fill, prepared, traced, use } from "./error.js";
import { exchange, leftError, setTimeout, steady } from "./exchange.js";
import { snapshots } from "./iterate.js";
import { listCall } from "./list.js";
import { core, give, leftText, PAYLOAD, WORKSPACE } from "./memory.js";
import { operations } from "./operations.js";
import {
  callable,
  copied,
  flag,
  InvalidArgument,
  json,
  limit,
  names,
  option,
  selected,
  signalOf,
  string,
} from "./options.js";
import { isBrowser, requestTraits } from "./runtime.js";

/** @typedef {import("./error.js").SeaxError} SeaxError */
/** @typedef {{ next(): Promise<any>, close(): void }} Source */
/** @typedef {(error: SeaxError) => void} Check throws if the call must not go on; the error is the one prepared for it */
/** @typedef {import("./load.js").Part} Part */
/** @typedef {Record<string, (...given: any[]) => any>} Rest what the rest of the package does for one client */
/** @typedef {(part: Part, error: SeaxError) => Promise<Rest>} Loader */
/** @typedef {(...given: any[]) => any} Method */

/** Frees what the core holds of a client that was garbage-collected. Older Cloudflare Workers do not support this. */
const forgotten =
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry((/** @type {number} */ number) => core.forget(number))
    : undefined;

/** The client of one workspace. */
class SeaxClient {
  static {
    Object.defineProperty(SeaxClient, "name", { value: "SeaxClient" });
  }

  /**
   * @param {string} workspaceId
   * @param {string} baseUrl
   */
  constructor(workspaceId, baseUrl) {
    this.workspaceId = workspaceId;
    this.baseUrl = baseUrl;
  }
}

/** Defines a member that is not enumerable. @param {object} object @param {PropertyKey} name @param {unknown} value */
function hide(object, name, value) {
  Object.defineProperty(object, name, { value, configurable: true, writable: true });
}

/**
 * Adds a method.
 *
 * @param {object} client
 * @param {string} name such as "phones.list"
 * @param {Method} work
 */
function add(client, name, work) {
  const groups = /** @type {Record<string, object>} */ (client);
  const [group = "", word = ""] = name.split(".");
  if (!Object.hasOwn(groups, group)) hide(groups, group, {});
  hide(/** @type {object} */ (groups[group]), word, traced(work));
}

/**
 * Fills the call's error if the thrown value is an `InvalidArgument`; otherwise returns that value.
 *
 * @param {unknown} thrown
 * @param {SeaxError} error
 */
function filled(thrown, error) {
  if (!(thrown instanceof InvalidArgument)) return thrown;
  const { path, clause } = thrown;
  return fill(error, `\`${path}\` ${clause}`, { code: "invalid_argument", path, attempts: 0 });
}

/**
 * Creates a client. The core must have been loaded.
 *
 * @param {unknown} config
 * @param {SeaxError} error the error that it throws
 * @param {(part: Part, error: SeaxError) => Promise<any>} loadPart
 */
export async function makeClient(config, error, loadPart) {
  try {
    const connection = connect(config, error);
    const number = connection.held.number;
    const client = new SeaxClient(leftText(WORKSPACE), leftText(PAYLOAD));
    /** @type {Rest | undefined} */
    let rest;
    /** @type {Loader} */
    const load = async (part, error) => {
      const { Rest } = await loadPart(part, error);
      use(error);
      rest ??= /** @type {Rest} */ (new Rest(number, connection));
      return rest;
    };
    addCalls(client, connection, load);
    addLater(client, load);
    const free = () => {
      connection.held.closed = true;
      core.close(connection.held.number);
    };
    hide(client, "free", free);
    if (Symbol.dispose) hide(client, Symbol.dispose, free);
    if ((connection.callingHours ?? false) !== false) {
      const rest = await load("launch", error);
      // Meanwhile, another call may have set its own.
      use(error);
      rest.setHours?.(connection.callingHours);
    }
    return client;
  } catch (thrown) {
    throw filled(thrown, error);
  }
}

/**
 * @param {unknown} config
 * @param {SeaxError} error
 */
function connect(config, error) {
  const known = names("config", config);
  const workspaceId = string(config, "workspaceId") ?? "";
  const url = option(config, "baseUrl");
  const href = typeof url === "string" ? url : option(url, "href");
  // An empty text means the default, so an invalid value becomes a blank.
  const base = url === undefined ? "" : typeof href === "string" && href !== "" ? href : " ";
  const numbers = ["timeoutMs", "deadlineMs", "maxRetries", "maxReplyBytes"].map((key) => limit(config, key));
  const [timeout = 0, deadline = 0, retries = 0, bytes = 0] = numbers;
  const apiKey = string(config, "apiKey");
  const connection = {
    fetch: callable(config, "fetch"),
    auth: callable(config, "auth"),
    onEvent: callable(config, "onEvent"),
    callingHours: option(config, "callingHours"),
    traits: requestTraits(),
    held: { number: 0, closed: false },
  };
  const open = Boolean(flag(config, "allowUnknownValues"));
  const allowed = flag(config, "dangerouslyAllowBrowser");
  give(known, workspaceId, base, apiKey ?? "");
  const keys = Number(apiKey !== undefined) + 2 * Number(connection.auth !== undefined);
  const unsafe = !allowed && isBrowser();
  const seed = Math.random() * 2 ** 53;
  connection.held.number = core.client(timeout, deadline, retries, bytes, keys, unsafe, open, seed);
  if (connection.held.number === 0) throw leftError(error);
  forgotten?.register(connection.held, connection.held.number);
  return connection;
}

/** @typedef {ReturnType<typeof connect>} Connection */

/** A method's arguments as they were when it was called: later changes have no effect. */
class Arguments {
  /** @type {unknown} */
  id = "";
  /** @type {string | undefined} */
  argument = "";
  options;
  names = "";
  fields = "";
  /** No limits until they are read: an error in them is reported after those of earlier arguments. */
  limits = [Number.NaN, Number.NaN, Number.NaN];
  /** @type {AbortSignal | undefined} */
  signal;
  /** @type {unknown} */
  wrong;

  /**
   * @param {import("./operations.js").Operation} operation
   * @param {unknown[]} given
   */
  constructor({ takesId, argument }, given) {
    if (takesId) this.id = given.shift();
    if (argument !== undefined) this.argument = json(given.shift());
    this.options = given[0];
    try {
      this.names = names("options", this.options);
      if (argument === "query") this.fields = selected(this.options);
      this.limits = ["timeoutMs", "deadlineMs", "maxRetries"].map((key) => limit(this.options, key));
      this.signal = signalOf(this.options);
    } catch (thrown) {
      this.wrong = thrown;
    }
  }
}

/**
 * Adds the methods of one request, and the iteration over lists.
 *
 * @param {object} client
 * @param {Connection} connection
 * @param {Loader} load
 */
function addCalls(client, connection, load) {
  for (const operation of operations) {
    const { name, place, argument } = operation;
    const perform = async (/** @type {Arguments} */ given, /** @type {SeaxError} */ error) => {
      try {
        if (typeof given.id !== "string") throw new InvalidArgument("id", "must be a string");
        if (given.argument === undefined) throw new InvalidArgument(argument ?? "", NOT_PLAIN);
        const [timeout = 0, deadline = 0, retries = 0] = given.limits;
        const { inPage, streams } = connection.traits;
        give(given.id, given.argument, given.names, given.fields);
        const { number } = connection.held;
        const call = core.begin(number, place, timeout, deadline, retries, inPage, streams, steady());
        if (call === 0) throw leftError(error);
        if (given.wrong) {
          core.end(call);
          throw given.wrong;
        }
        return await exchange(connection, call, name, given.signal, error);
      } catch (thrown) {
        throw filled(thrown, error);
      }
    };
    add(client, name, (...all) => {
      const given = new Arguments(operation, all);
      const error = prepared();
      if (argument !== "query") return perform(given, error);
      const options = copied(given.options);
      /** @type {Check} */
      const check = (error) => {
        if (given.signal?.aborted) throw given.signal.reason;
        if (!connection.held.closed) return;
        core.close(connection.held.number);
        throw leftError(error);
      };
      const open = (/** @type {Rest} */ rest) => rest.rows?.(name, given.id, given.argument, options);
      return listCall({
        page: () => perform(given, error),
        rows: () => lazily(load, "rest", options, open, check),
      });
    });
  }
}

const NOT_PLAIN = "must be plain data: no function, BigInt, cycle, Map or class with accessors can be sent";

/**
 * Adds the methods that need other parts than the core.
 *
 * @param {object} client
 * @param {Loader} load
 */
function addLater(client, load) {
  const draft =
    (/** @type {string} */ word) => (/** @type {unknown} */ draft, /** @type {unknown} */ given) => {
      const [text, options] = [json(draft), copied(given)];
      return loaded(load, "launch", options, (rest) => rest[word]?.(text, options));
    };
  add(client, "campaigns.check", draft("check"));
  add(client, "campaigns.splitByZone", draft("splitByZone"));
  add(client, "campaigns.launch", (given, options) =>
    draft("launch")(given, options).catch((error) => {
      if (error?.code === "not_loaded") {
        // This call sent nothing, but an earlier one may have.
        const isNew = (options?.ticket ?? options?.idempotencyKey) == null;
        error.campaignState = isNew ? "none" : "unknown";
      }
      throw error;
    }),
  );
  for (const row of OTHERS.split("|")) {
    const [name = "", word = "", part, argument = ""] = row.split(" ");
    add(client, name, (...given) => {
      const id = given.shift();
      const text = argument ? json(given.shift()) : "{}";
      const options = copied(given[0]);
      return loaded(load, /** @type {Part} */ (part), options, (rest) =>
        rest[word]?.(id, options, text, argument, name),
      );
    });
  }
  add(client, "campaigns.watch", (id, given) => {
    const options = copied(given);
    return snapshots(lazily(load, "watch", options, (rest) => rest.watch?.(id, options)));
  });
}

/** The other methods: each with its name in `Rest`, its part, and the argument that it takes after the first one. */
const OTHERS =
  "campaigns.report report watch|contacts.checkImport checkImport files|contacts.import import files query|" +
  "jobs.wait wait watch|campaigns.downloadLogs ask files|campaigns.downloadContactTemplate ask files|" +
  "campaigns.validateContactFile ask files file";

/**
 * Loads a part and runs some work with it. Both reject with the error that was prepared for the call. If the signal of the
 * options aborts while the part is being loaded, the work is not run.
 *
 * @param {Loader} load
 * @param {Part} part
 * @param {unknown} options
 * @param {(rest: Rest) => any} work
 * @param {(stop: (value?: undefined) => void) => void} [stoppable] takes a function that ends the wait for the part
 */
async function loaded(load, part, options, work, stoppable) {
  const error = prepared();
  /** @type {AbortSignal | undefined} */
  let signal;
  /** @type {() => void} */
  let abort;
  const stopped = new Promise((stop, reject) => {
    stoppable?.(stop);
    try {
      signal = signalOf(options);
    } catch {
      // The part says what is wrong.
    }
    if (!signal) return;
    abort = () => reject(signal?.reason);
    listen(signal, abort);
    // A part that is there comes first: it checks the arguments, and knows of tickets.
    if (signal.aborted) setTimeout(abort);
  });
  const rest = await Promise.race([load(part, error), stopped]).finally(() => {
    if (signal) forget(signal, abort);
  });
  if (!rest) return;
  use(error);
  return work(rest);
}

/**
 * Returns a source that is opened by a part when its first step is asked for.
 *
 * @param {Loader} load
 * @param {Part} part
 * @param {unknown} options
 * @param {(rest: Rest) => Source} open
 * @param {Check} [check]
 * @returns {Source & { check(): void }}
 */
function lazily(load, part, options, open, check) {
  const error = prepared();
  /** @type {Promise<Source | undefined> | undefined} */
  let opening;
  let over = false;
  let end = () => {};
  return {
    async next() {
      if (over) return undefined;
      use(error);
      opening ??= loaded(load, part, options, open, (stop) => {
        end = stop;
      });
      const source = await opening;
      return over ? undefined : source?.next();
    },
    check() {
      if (!over) check?.(error);
    },
    close() {
      over = true;
      end();
      opening?.then(
        (source) => source?.close(),
        () => {},
      );
    },
  };
}
