// What was given to the program and is not repeated in what it says: a key in the wrong place ends in logs.

import { existsSync } from "node:fs";

/** Shorter words are slips of the fingers, which are worth seeing. */
const SHORTEST = 12;

const HARMLESS = [
  // A file's name with its extension: `draft.json`.
  /\.[a-z]{1,10}$/i,
  // Words, as options and names are made of: keys have digits or capitals.
  /^(?=.{1,24}$)[-./]*[a-z]+([-._/][a-z]+)*$/,
  // A campaign's id.
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
];

/**
 * Makes what hides them: the account's key, and every argument that could be one.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {(text: string) => string}
 */
export function hiding(args, { SEAX_API_KEY = "" }) {
  const parts = args.flatMap((arg) => [arg, arg.replace(/=.*$/s, ""), arg.replace(/^[^=]*=/, "")]);
  const given = parts.flatMap((part) => [part, part.replace(/^-+/, "")]);
  const suspects = given.filter(
    (word) => word.length >= SHORTEST && !HARMLESS.some((form) => form.test(word)) && !existsSync(word),
  );
  // Of two that begin alike the longer one is found first.
  const words = [SEAX_API_KEY.trim(), ...suspects].filter(Boolean).sort((a, b) => b.length - a.length);
  return (text) => {
    const hidden = words.reduce((rest, word) => rest.replaceAll(word, "***"), text);
    return hidden === text ? text : `${hidden} (***: what was given is not repeated, since it may be a key.)`;
  };
}
