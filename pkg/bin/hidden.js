// Hides arguments in the program's messages: a key in the wrong place would end up in logs.

import { existsSync } from "node:fs";

/** Shorter words are typing mistakes, which are worth showing. */
const SHORTEST = 12;

const HARMLESS = [
  // A file name with its extension: `draft.json`.
  /\.[a-z]{1,10}$/i,
  // Words such as those in options and names: keys have digits or capital letters.
  /^(?=.{1,24}$)[-./]*[a-z]+([-._/][a-z]+)*$/,
  // A campaign's id.
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
];

/**
 * Returns a function that hides the account's key, and every argument that could be a key.
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
  // Longer words first: a word can be the beginning of another one.
  const words = [SEAX_API_KEY.trim(), ...suspects].filter(Boolean).sort((a, b) => b.length - a.length);
  return (text) => {
    const hidden = words.reduce((rest, word) => rest.replaceAll(word, "***"), text);
    return hidden === text ? text : `${hidden} (***: hidden, because it may be a key.)`;
  };
}
