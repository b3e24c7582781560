import { prepare } from "./error.js";
import { rows } from "./iterate.js";

/**
 * The call of a list: await it for a page, iterate it for every row. It is a `Promise`, so that it can be used wherever one
 * is expected, but a lazy one: the page is requested when something awaits it.
 */
class ListCall extends Promise {
  #list;
  /** @type {Promise<unknown> | undefined} */
  #page;

  /** @param {{ page(): Promise<unknown>, rows(): Parameters<typeof rows>[0] }} list */
  constructor(list) {
    super(() => {});
    this.#list = list;
  }

  /** Makes `finally` return a plain promise. */
  static get [Symbol.species]() {
    return Promise;
  }

  /**
   * @override
   * @type {Promise<unknown>["then"]}
   */
  // biome-ignore lint/suspicious/noThenProperty: it is a promise
  then(done, failed) {
    this.#page ??= this.#list.page();
    return this.#page.then(done, failed);
  }

  batches() {
    prepare(this.batches);
    return rows(this.#list.rows(), true);
  }

  [Symbol.asyncIterator]() {
    prepare(this[Symbol.asyncIterator]);
    return rows(this.#list.rows(), false);
  }
}

/** @param {ConstructorParameters<typeof ListCall>[0]} list */
export function listCall(list) {
  return new ListCall(list);
}
