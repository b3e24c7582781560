import { fill, prepared } from "./given.js";

/**
 * The data of the calling hours, packed. It is a module of its own, which is loaded when it is first needed:
 * unlike for a file, every runtime and every bundler knows how.
 * @returns {Promise<string>}
 */
export async function loadTable() {
  try {
    return (await import("./hours_table.js")).default;
  } catch (cause) {
    throw fill(
      prepared(),
      "The data of the calling hours cannot be loaded: serve the package's dist/hours_table.js beside its other files.",
      { code: "not_loaded", attempts: 0, cause },
    );
  }
}
