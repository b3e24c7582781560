// Text for a terminal: colors, columns, and a line that is updated in place. Without a terminal, plain lines.

import { stripVTControlCharacters } from "node:util";

/** The codes that switch a style on and off (ECMA-48, SGR). */
const STYLES = /** @type {const} */ ({
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
});

/** @typedef {keyof typeof STYLES} Style */

/** Characters that take two columns: Chinese, Japanese, Korean, full-width forms, emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

/** Characters that take no column: accents, joiners, variation selectors. */
const NARROW = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** The minimum time between two lines without a terminal, in milliseconds. */
const PLAIN_INTERVAL = 1_000;

/** A stream for text that a person reads. */
export class Terminal {
  /** @param {NodeJS.WriteStream} stream */
  constructor(stream) {
    this.stream = stream;
    /** Whether a line can be overwritten. */
    this.isLive = stream.isTTY === true && process.env.TERM !== "dumb";
    this.isColored = this.isLive && !process.env.NO_COLOR;
  }

  /** @param {Style} style @param {string | number} text */
  style(style, text) {
    const [on, off] = STYLES[style];
    return this.isColored ? `\x1b[${on}m${text}\x1b[${off}m` : String(text);
  }

  /** @param {string | number} text */
  bold(text) {
    return this.style("bold", text);
  }

  /** @param {string | number} text */
  dim(text) {
    return this.style("dim", text);
  }

  print(text = "") {
    this.stream.write(`${text}\n`);
  }

  /** @param {string} text @param {string | number} [size] */
  heading(text, size) {
    this.print(`\n${this.bold(text)}${size === undefined ? "" : `  ${this.dim(size)}`}`);
  }

  /**
   * Prints rows with their cells aligned in columns.
   *
   * @param {string[][]} rows
   */
  rows(rows) {
    /** @type {number[]} */
    const widths = [];
    for (const row of rows) {
      for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(cell));
    }
    for (const row of rows) {
      const cells = row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - width(cell)));
      this.print(`  ${cells.join("   ").trimEnd()}`);
    }
  }

  /** Creates a line that is updated in place. */
  live() {
    return new LiveLine(this);
  }
}

/** A line that is updated in place; without a terminal, a line now and then, and the last state. */
export class LiveLine {
  #terminal;
  #state = "";
  #printed = "";
  #printedAt = 0;

  /** @param {Terminal} terminal */
  constructor(terminal) {
    this.#terminal = terminal;
  }

  /**
   * @param {string} text
   * @param {string} plain the text for lack of a terminal, or of room
   */
  update(text, plain) {
    this.#state = plain;
    const { isLive, stream } = this.#terminal;
    if (!isLive) {
      if (Date.now() - this.#printedAt >= PLAIN_INTERVAL) this.#printPlain();
      return;
    }
    // A line that wraps could not be overwritten. A terminal of unknown width reports 0 columns.
    const columns = stream.columns || 80;
    stream.write(`\r\x1b[2K${width(text) < columns ? text : shorten(plain, columns - 1)}`);
  }

  end() {
    if (this.#terminal.isLive) this.#terminal.print();
    else this.#printPlain();
  }

  #printPlain() {
    if (this.#state !== this.#printed) this.#terminal.print(this.#state);
    this.#printed = this.#state;
    this.#printedAt = Date.now();
  }
}

/**
 * Makes foreign text safe to print: a control character in a name could move the cursor, and a bidirectional one could make a
 * number look like another.
 *
 * @param {string} text
 */
export function clean(text) {
  return text.replaceAll(/\p{Cc}|\p{Bidi_Control}/gu, "\ufffd");
}

/**
 * Shortens a text that is too wide.
 *
 * @param {string} text
 * @param {number} most the maximum width, in columns
 */
export function shorten(text, most) {
  if (width(text) <= most) return text;
  let short = "";
  for (const letter of text) {
    if (width(short + letter) >= most) break;
    short += letter;
  }
  return `${short}…`;
}

/** Returns how many columns a text takes. @param {string} text */
function width(text) {
  return [...stripVTControlCharacters(text)].reduce((sum, letter) => sum + columns(letter), 0);
}

/** @param {string} letter */
function columns(letter) {
  if (NARROW.test(letter)) return 0;
  return WIDE.test(letter) ? 2 : 1;
}
