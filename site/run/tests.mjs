// The functions of `node:test` that the examples use: tests that run one after the other, and print their names.

/** @typedef {{ mock: { timers: { enable(options: { now?: Date | number }): void } } }} TestContext */

export class Tests {
  /** @type {{ name: string, work: (t: TestContext) => unknown }[]} */
  #all = [];

  /** @param {string} name @param {(t: TestContext) => unknown} work */
  add = (name, work) => {
    this.#all.push({ name, work });
  };

  /** @param {(line: string) => void} print */
  async run(print) {
    for (const { name, work } of this.#all) {
      const RealDate = Date;
      const enable = (/** @type {{ now?: Date | number }} */ { now = 0 }) => {
        globalThis.Date = fakeDate(RealDate, Number(now));
      };
      try {
        await work({ mock: { timers: { enable } } });
        print(`✔ ${name}`);
      } catch (error) {
        if (!(error instanceof NoPorts)) throw new Error(`${name}: ${error}`, { cause: error });
        print(`– ${name}: not in a page, which cannot open a port`);
      } finally {
        globalThis.Date = RealDate;
      }
    }
  }
}

/** What a page says to a sandbox that is to be served. */
export class NoPorts extends Error {}

/** A `Date` that stands still. @param {DateConstructor} Real @param {number} now */
function fakeDate(Real, now) {
  return /** @type {DateConstructor} */ (
    class extends Real {
      /** @param {[]} given */
      constructor(...given) {
        super(...(given.length === 0 ? /** @type {[]} */ (/** @type {unknown} */ ([now])) : given));
      }
      static now() {
        return now;
      }
    }
  );
}
