/**
 * Parses JSON, and reports where it is invalid, which not every engine does. A duplicate key is invalid, too, since only one
 * of its values could count.
 *
 * @param {string} text
 * @returns {{ value: unknown } | { line: number, column: number, problem: string }}
 */
export function readJson(text) {
  const reader = new Reader(text);
  if (reader.isDocument()) return { value: JSON.parse(text) };
  const before = text.slice(0, reader.wrongAt).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { line: before.length, column, problem: reader.problem };
}

const STRING = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const BLANKS = /[ \t\r\n]*/y;

/** The grammar of RFC 8259. Each method reads a part, and returns whether it is there. */
class Reader {
  #text;
  #at = 0;
  wrongAt = 0;
  problem = "";

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  isDocument() {
    return this.#isValue() && (this.#at === this.#text.length || this.#fails("nothing more"));
  }

  /** @returns {boolean} */
  #isValue() {
    this.#take(BLANKS);
    const is = this.#takes("{")
      ? this.#isList("}", this.#isMember, new Set())
      : this.#takes("[")
        ? this.#isList("]", this.#isValue)
        : this.#take(STRING) || this.#take(NUMBER) || this.#take(WORD) || this.#fails("a value");
    if (is) this.#take(BLANKS);
    return is;
  }

  /**
   * Reads the rest of an object or array.
   *
   * @param {string} end
   * @param {(keys: Set<string>) => boolean} isItem
   * @param {Set<string>} [keys]
   */
  #isList(end, isItem, keys = new Set()) {
    this.#take(BLANKS);
    if (this.#takes(end)) return true;
    do {
      if (!isItem.call(this, keys)) return false;
    } while (this.#takes(","));
    return this.#takes(end) || this.#fails(`"," or "${end}"`);
  }

  /** @param {Set<string>} keys the object's keys so far */
  #isMember(keys) {
    this.#take(BLANKS);
    const start = this.#at;
    if (!this.#take(STRING)) return this.#fails("a key in double quotes");
    const key = JSON.parse(this.#text.slice(start, this.#at));
    if (keys.has(key)) return this.#isWrong(start, `the key ${JSON.stringify(key)} is given twice`);
    keys.add(key);
    this.#take(BLANKS);
    return (this.#takes(":") || this.#fails('":"')) && this.#isValue();
  }

  /** @param {string} character */
  #takes(character) {
    const is = this.#text[this.#at] === character;
    if (is) this.#at += 1;
    return is;
  }

  /** @param {RegExp} pattern */
  #take(pattern) {
    pattern.lastIndex = this.#at;
    const is = pattern.test(this.#text);
    if (is) this.#at = pattern.lastIndex;
    return is;
  }

  /** @param {string} expected */
  #fails(expected) {
    const found = this.#text.codePointAt(this.#at);
    const there = found === undefined ? "the end of the file" : JSON.stringify(String.fromCodePoint(found));
    return this.#isWrong(this.#at, `expected ${expected}, found ${there}`);
  }

  /** @param {number} at @param {string} problem */
  #isWrong(at, problem) {
    this.wrongAt = at;
    this.problem = problem;
    return false;
  }
}
