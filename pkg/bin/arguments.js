// The commands and options of the program, and the reading of its arguments.

import { parseArgs } from "node:util";
import { Misuse } from "./exit.js";

/** @typedef {{ type: "boolean" | "string", multiple?: boolean, value?: string, says: string }} Option */

/**
 * @typedef {object} Request
 * @property {string} command
 * @property {string} operand what comes after the command: a file or an id; empty if it takes none
 * @property {Record<string, string | boolean | string[] | undefined>} options
 */

/** @type {Option} */
const JSON_OPTION = { type: "boolean", says: "print JSON" };
/** @type {Option} */
const EVERYBODY = {
  type: "boolean",
  says: "a draft that selects no audience is meant to call the whole workspace",
};

/** @type {Record<string, Option>} */
const SANDBOX = {
  seed: { type: "string", value: "N", says: "the same seed gives the same data and calls; 1 by default" },
  contacts: { type: "string", value: "N", says: "the number of contacts; 200 by default" },
  speed: { type: "string", value: "X", says: "how many times faster than real time campaigns run" },
};

/** Each command, with its operand, what it does, and its options. */
export const COMMANDS =
  /** @type {Record<string, { operand?: string, says: string, options: Record<string, Option> }>} */ ({
    sandbox: {
      says: "serve a local SeaX, which calls nobody, until Ctrl-C",
      options: {
        port: { type: "string", value: "N", says: "the port on 127.0.0.1; any free one by default" },
        ...SANDBOX,
      },
    },
    demo: { says: "run a campaign from start to end in a local SeaX", options: SANDBOX },
    check: {
      operand: "DRAFT",
      says: "check a draft: a JSON file, or `-` for the standard input; nobody is called",
      options: {
        everybody: EVERYBODY,
        fix: { type: "boolean", says: "print the draft with its errors fixed" },
      },
    },
    launch: {
      operand: "DRAFT",
      says: "launch a campaign, which calls people: at most one for each ticket file",
      options: {
        ticket: { type: "string", value: "FILE", says: "the file that identifies this launch; required" },
        "idempotency-key": {
          type: "string",
          value: "NAME",
          says: "a name that identifies this launch on other machines",
        },
        yes: { type: "boolean", says: "do not ask for confirmation" },
        everybody: EVERYBODY,
        resend: { type: "boolean", says: "send the draft again if it created no campaign and no longer can" },
        unrelated: {
          type: "string",
          multiple: true,
          value: "ID",
          says: "a campaign that looks like this launch's but is not",
        },
        watch: { type: "boolean", says: "follow the campaign to its end" },
      },
    },
    watch: { operand: "ID", says: "follow a campaign to its end", options: {} },
    report: {
      operand: "ID",
      says: "show a campaign's figures",
      options: { csv: { type: "boolean", says: "print its calls as the server's CSV file" } },
    },
  });

/**
 * @param {readonly string[]} args
 * @returns {Request | undefined} undefined if help was requested
 */
export function readArguments(args) {
  const [command = "", ...rest] = args;
  if (["help", "--help", "-h"].includes(command)) return undefined;
  const known = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (known === undefined) {
    const commands = Object.keys(COMMANDS).join(", ");
    const problem = command === "" ? "A command is missing" : `There is no command "${command}"`;
    throw new Misuse(
      `${problem}: the commands are ${commands}. See \`npx --no-install seax-dialer --help\`.`,
    );
  }
  const { values, positionals } = parsed(command, known.options, rest);
  if (values.help) return undefined;
  const [operand = "", ...more] = positionals;
  if (known.operand !== undefined && operand === "")
    throw new Misuse(`${usage(command)}: ${known.operand} is missing.`);
  const [extra] = known.operand === undefined ? positionals : more;
  if (extra !== undefined) throw new Misuse(`${usage(command)}: "${extra}" is one argument too many.`);
  return { command, operand, options: values };
}

/**
 * @param {string} command
 * @param {Record<string, Option>} options
 * @param {string[]} args
 */
function parsed(command, options, args) {
  const all = { ...options, json: JSON_OPTION, help: { type: /** @type {const} */ ("boolean"), short: "h" } };
  try {
    const { values, positionals } = parseArgs({ args, options: all, allowPositionals: true });
    return { values: /** @type {Request["options"]} */ (values), positionals };
  } catch (error) {
    const given = args.find((arg) => /^--?(api-?)?(key|token|secret)\b/i.test(arg));
    if (given !== undefined) {
      throw new Misuse(
        "Keys are read from the environment only, as SEAX_API_KEY: every program on this machine can read arguments.",
      );
    }
    // The first sentence: the others explain how to write options in general.
    const problem = /** @type {Error} */ (error).message.split(/\.(?:\s|$)/)[0];
    throw new Misuse(`${problem}. Usage: ${usage(command)}`);
  }
}

/**
 * Returns the number that is an option's value; undefined if the option is left out.
 *
 * @param {Request["options"]} options
 * @param {string} name
 * @param {{ most: number, isWhole?: boolean }} range
 */
export function numberOf(options, name, { most, isWhole = true }) {
  const text = options[name];
  if (text === undefined) return undefined;
  const number = typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN;
  if (number >= 0 && number <= most && (!isWhole || Number.isInteger(number))) return number;
  throw new Misuse(`--${name} must be a ${isWhole ? "whole " : ""}number from 0 to ${most}, not "${text}".`);
}

/** @param {string} command */
function usage(command) {
  const { operand, options } = /** @type {(typeof COMMANDS)[string]} */ (COMMANDS[command]);
  const flags = Object.entries(options).map(([name, { value }]) => `[--${name}${value ? ` ${value}` : ""}]`);
  return ["seax-dialer", command, ...(operand ? [operand] : []), ...flags, "[--json]"]
    .join(" ")
    .replace("[--ticket FILE]", "--ticket FILE");
}

/** Returns what `--help` prints. */
export function help() {
  const commands = Object.entries(COMMANDS).map(([name, { says, options }]) => {
    const lines = Object.entries(options).map(
      ([option, { value, says }]) => `      ${`--${option}${value ? ` ${value}` : ""}`.padEnd(24)} ${says}`,
    );
    return [`  ${usage(name)}`, `      ${says}`, ...lines].join("\n");
  });
  return `SeaX auto-dialer voice campaigns.

${commands.join("\n\n")}

Every command takes --json; --version prints the version. The account is read from the environment: SEAX_WORKSPACE_ID,
SEAX_API_KEY, and SEAX_BASE_URL for a server other than SeaX's own.`;
}
