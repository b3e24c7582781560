// Clients: calls of one request by the core, all else by the rest of the package, which is loaded when it is first wanted.

import { fill, prepared, traced, use } from "./error.js";
import { exchange, leftError, steady } from "./exchange.js";
import { snapshots } from "./iterate.js";
import { listCall } from "./list.js";
import { CODE, core, give, leftText, PAYLOAD } from "./memory.js";
import { operations } from "./operations.js";
import {
  callable,
  copied,
  flag,
  json,
  limit,
  names,
  option,
  selected,
  signalOf,
  string,
  Wrong,
  wrong,
} from "./options.js";
import { isBrowser, requestTraits } from "./runtime.js";

/** @typedef {import("./error.js").SeaxError} SeaxError */
/** @typedef {{ next(): Promise<any>, close(): void }} Source */
/** @typedef {Record<string, (...given: any[]) => any>} Rest what the rest of the package does for one client */
/** @typedef {(error: SeaxError) => Promise<Rest>} Loader */
/** @typedef {(...given: any[]) => any} Method */

/** Frees what the core holds of a client that nobody can reach any more. Older Cloudflare Workers do not tell. */
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

/** Has a member that no list of members shows. @param {object} object @param {PropertyKey} name @param {unknown} value */
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
 * A failure as callers get it.
 *
 * @param {unknown} thrown
 * @param {SeaxError} error
 */
function blamed(thrown, error) {
  return thrown instanceof Wrong ? fill(error, thrown.message, thrown.details) : thrown;
}

/**
 * Makes a client, once the core is there; and says how to load the rest for it, and whether its set-up needs that at once.
 *
 * @param {unknown} config
 * @param {SeaxError} error what it throws
 * @param {(number: number, part: object, error: SeaxError) => Promise<Rest>} loadRest
 */
export function makeClient(config, error, loadRest) {
  try {
    const way = wayOf(config, error);
    const number = way.held.number;
    const client = new SeaxClient(leftText(CODE), leftText(PAYLOAD));
    /** @type {Promise<Rest> | undefined} */
    let rest;
    /** @type {Loader} */
    const load = (error) => {
      rest ??= loadRest(number, way, error).catch((thrown) => {
        rest = undefined;
        throw thrown;
      });
      return rest;
    };
    addCalls(client, way, load);
    addLater(client, load);
    const free = () => core.close(way.held.number);
    hide(client, "free", free);
    if (Symbol.dispose) hide(client, Symbol.dispose, free);
    return { client, load, wantsRest: Boolean(way.callingHours) };
  } catch (thrown) {
    throw blamed(thrown, error);
  }
}

/**
 * @param {unknown} config
 * @param {SeaxError} error
 */
function wayOf(config, error) {
  const known = names("config", config);
  const workspaceId = string(config, "workspaceId") ?? "";
  const url = option(config, "baseUrl");
  const href = typeof url === "string" ? url : option(url, "href");
  // An empty text would be the default.
  const base = url === undefined ? "" : typeof href === "string" && href !== "" ? href : " ";
  const numbers = ["timeoutMs", "deadlineMs", "maxRetries", "maxReplyBytes"].map((key) => limit(config, key));
  const [timeout = 0, deadline = 0, retries = 0, bytes = 0] = numbers;
  const apiKey = string(config, "apiKey");
  const way = {
    fetch: callable(config, "fetch"),
    auth: callable(config, "auth"),
    onEvent: callable(config, "onEvent"),
    callingHours: option(config, "callingHours"),
    traits: requestTraits(),
    held: { number: 0 },
  };
  const open = flag(config, "allowUnknownValues");
  const allowed = flag(config, "dangerouslyAllowBrowser");
  give(known, workspaceId, base, apiKey ?? "");
  const keys = Number(apiKey !== undefined) + 2 * Number(way.auth !== undefined);
  const unsafe = !allowed && isBrowser();
  const seed = Math.random() * 2 ** 53;
  way.held.number = core.client(timeout, deadline, retries, bytes, keys, unsafe, open, seed);
  if (way.held.number === 0) throw leftError(error);
  forgotten?.register(way.held, way.held.number);
  return way;
}

/** @typedef {ReturnType<typeof wayOf>} Way */

/** What a method was given, as it was when it was called: nobody can change it afterwards. */
class Given {
  /** @type {unknown} */
  id = "";
  /** @type {string | undefined} */
  argument = "";
  options;
  names = "";
  fields = "";
  /** @type {number[]} */
  limits = [];
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
 * Adds the methods that take one request; and what iterates over lists.
 *
 * @param {object} client
 * @param {Way} way
 * @param {Loader} load
 */
function addCalls(client, way, load) {
  for (const operation of operations) {
    const { name, place, argument } = operation;
    const perform = async (/** @type {Given} */ given, /** @type {SeaxError} */ error) => {
      try {
        if (typeof given.id !== "string") throw wrong("id", "must be a string");
        if (given.argument === undefined) throw wrong(argument ?? "", NOT_PLAIN);
        const [timeout = 0, deadline = 0, retries = 0] = given.limits;
        const { inPage, streams } = way.traits;
        give(given.id, given.argument, given.names, given.fields);
        const { number } = way.held;
        const call = core.begin(number, place, timeout, deadline, retries, inPage, streams, steady());
        if (call === 0) throw leftError(error);
        if (given.wrong) {
          core.end(call);
          throw given.wrong;
        }
        return await exchange(way, call, name, given.signal, error);
      } catch (thrown) {
        throw blamed(thrown, error);
      }
    };
    add(client, name, (...all) => {
      const given = new Given(operation, all);
      const error = prepared();
      if (argument !== "query") return perform(given, error);
      const options = copied(given.options);
      return listCall({
        page: () => perform(given, error),
        rows: () => lazily(load, (rest) => rest.rows?.(name, given.id, given.argument, options)),
      });
    });
  }
}

const NOT_PLAIN = "must be plain data: no function, BigInt or cycle can be sent";

/**
 * Adds the methods of the rest.
 *
 * @param {object} client
 * @param {Loader} load
 */
function addLater(client, load) {
  /** @param {string} name @param {(...given: any[]) => (rest: Rest) => any} capture */
  const later = (name, capture) => {
    add(client, name, (...given) => {
      const work = capture(...given);
      return loaded(load, work);
    });
  };
  const draft =
    (/** @type {string} */ word) => (/** @type {unknown} */ draft, /** @type {unknown} */ given) => {
      const [text, options] = [json(draft), copied(given)];
      return (/** @type {Rest} */ rest) => rest[word]?.(text, options);
    };
  later("campaigns.check", draft("check"));
  later("campaigns.splitByZone", draft("splitByZone"));
  add(client, "campaigns.launch", (given, options) =>
    loaded(load, draft("launch")(given, options)).catch((error) => {
      if (error?.code === "not_loaded") {
        // Nothing was sent by this call; an earlier one may have.
        const isNew = (options?.ticket ?? options?.idempotencyKey) == null;
        error.campaignState = isNew ? "none" : "unknown";
      }
      throw error;
    }),
  );
  for (const [name, word, argument] of OTHERS) {
    later(name, (/** @type {unknown[]} */ ...given) => {
      const id = given.shift();
      const texts = argument ? [json(given.shift())] : [];
      const options = copied(given[0]);
      return (rest) => rest[word]?.(id, ...texts, options);
    });
  }
  for (const [word, argument] of FILES) {
    const name = `campaigns.${word}`;
    later(name, (/** @type {unknown[]} */ ...given) => {
      const id = given.shift();
      const text = argument ? json(given.shift()) : "{}";
      const options = copied(given[0]);
      return (rest) => rest.ask?.(name, id, text, argument, options);
    });
  }
  add(client, "campaigns.watch", (id, given) => {
    const options = copied(given);
    return snapshots(lazily(load, (rest) => rest.watch?.(id, options)));
  });
}

/** Methods of the rest by the names of its own, and whether they take an argument besides what comes first. */
const OTHERS = /** @type {const} */ ([
  ["campaigns.report", "report", false],
  ["contacts.checkImport", "checkImport", false],
  ["contacts.import", "import", true],
  ["jobs.wait", "wait", false],
]);

/** Operations with files, and the argument that each takes besides an id. */
const FILES = /** @type {const} */ ([
  ["downloadLogs", ""],
  ["downloadContactTemplate", ""],
  ["validateContactFile", "file"],
]);

/**
 * What some work by the rest comes to. Its error is that of the call that begins.
 *
 * @param {Loader} load
 * @param {(rest: Rest) => any} work
 */
async function loaded(load, work) {
  const error = prepared();
  const rest = await load(error);
  use(error);
  return work(rest);
}

/**
 * A source of the rest's, which is opened when its first step is asked for.
 *
 * @param {Loader} load
 * @param {(rest: Rest) => Source} open
 * @returns {Source}
 */
function lazily(load, open) {
  const error = prepared();
  /** @type {Promise<Source> | undefined} */
  let opening;
  let over = false;
  return {
    async next() {
      if (over) return undefined;
      opening ??= load(error).then((rest) => {
        use(error);
        return open(rest);
      });
      const source = await opening;
      return over ? undefined : source.next();
    },
    close() {
      over = true;
      opening?.then(
        (source) => source.close(),
        () => {},
      );
    },
  };
}
