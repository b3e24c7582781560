// Text for a terminal: colours, columns, and a line that changes in place. Without a terminal, plain lines.

import { stripVTControlCharacters, styleText } from "node:util";

const { stdout } = process;
const coloured = stdout.isTTY && !process.env.NO_COLOR;

/** @param {Parameters<typeof styleText>[0]} format */
const style = (format) => (/** @type {string | number} */ text) =>
  coloured ? styleText(format, String(text)) : String(text);

export const bold = style("bold");
export const dim = style("dim");
export const cyan = style("cyan");
export const green = style("green");
export const yellow = style("yellow");
export const red = style("red");

/** Letters that take two columns: Chinese, Japanese, Korean, full-width forms, emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

/** Letters that take none: accents, joiners, variation selectors. */
const NARROW = /[\p{Mn}\p{Me}\p{Cf}]/u;

/**
 * What others wrote, safe to print: a control character in a name could move the cursor, or worse.
 *
 * @param {string} text
 */
export function clean(text) {
  return text.replaceAll(/\p{Cc}/gu, "\ufffd");
}

/**
 * How many columns a text takes.
 *
 * @param {string} text
 */
function width(text) {
  return [...stripVTControlCharacters(text)].reduce((sum, letter) => sum + columns(letter), 0);
}

/** @param {string} letter */
function columns(letter) {
  if (NARROW.test(letter)) return 0;
  return WIDE.test(letter) ? 2 : 1;
}

/**
 * The start of a text, if it does not fit.
 *
 * @param {string} text
 * @param {number} most columns
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

/**
 * Prints rows with their cells below each other.
 *
 * @param {string[][]} rows
 */
export function printRows(rows) {
  /** @type {number[]} */
  const widths = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(cell));
  }
  for (const row of rows) {
    const cells = row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - width(cell)));
    console.log(`  ${cells.join("   ").trimEnd()}`);
  }
}

/** How often there is a new line at the most where there is no terminal, in milliseconds. */
const PLAIN_INTERVAL = 1_000;

/** A line that changes in place; without a terminal, a line now and then, and the last state. */
export class LiveLine {
  #state = "";
  #printed = "";
  #printedAt = 0;

  /**
   * @param {string} text
   * @param {string} plain what it says where there is no terminal, or no room
   */
  update(text, plain) {
    this.#state = plain;
    if (!stdout.isTTY) {
      if (Date.now() - this.#printedAt >= PLAIN_INTERVAL) this.#printPlain();
      return;
    }
    // A line that breaks could not be written over.
    const fits = width(text) < stdout.columns;
    stdout.write(`\r\x1b[2K${fits ? text : shorten(plain, stdout.columns - 1)}`);
  }

  end() {
    if (stdout.isTTY) stdout.write("\n");
    else this.#printPlain();
  }

  #printPlain() {
    if (this.#state !== this.#printed) stdout.write(`${this.#state}\n`);
    this.#printed = this.#state;
    this.#printedAt = Date.now();
  }
}
