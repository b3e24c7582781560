// Stand-ins for the lazily loaded screens and what belongs to them (`screens.ts`), which are fetched with their texts while the
// operator is at the first step.

import { html, nothing } from "lit/html.js";
import type { FirstWords } from "../lang/en.ts";
import type { Language, Words } from "../lang/words.ts";
import type { Screen, Session } from "./session.ts";
import { type Content, type FirstView, heading, problem, skeleton, type View } from "./view.ts";

type Screens = typeof import("./screens.ts");
type Name = Exclude<Screen, "phones" | "refused"> | "switched";

let screens: Screens | undefined;

/** The screens and their texts in one language. */
interface Load {
  done: Promise<void>;
  /** All texts, once they and the screens are loaded. */
  words?: Words;
  /** Why they could not be loaded. */
  error?: unknown;
}

/** The last load of each language, by its first texts. */
const loads = new Map<FirstWords, Load>();

/**
 * Fetches the screens and their texts, unless that was done before or is under way. Never rejects: `later` shows the failure.
 */
export function fetchScreens({ words, screenWords }: Language): Promise<void> {
  const before = loads.get(words);
  if (before && !before.error) return before.done;
  const load: Load = {
    done: Promise.all([screenWords(), import("./screens.ts")]).then(
      ([more, loaded]) => {
        screens = loaded;
        load.words = { ...words, ...more };
      },
      (error: unknown) => {
        load.error = error;
      },
    ),
  };
  loads.set(words, load);
  return load.done;
}

/** Whether the screens are loaded with their texts in a language. */
export function hasScreens({ words }: Language): boolean {
  return loads.get(words)?.words !== undefined;
}

/** Passes the screens and their view to a function. Returns `undefined` until they are loaded with their texts. */
function whenLoaded<T>(view: FirstView, use: (screens: Screens, view: View) => T): T | undefined {
  const words = loads.get(view.words)?.words;
  if (screens === undefined || words === undefined) return undefined;
  return use(screens, { ...view, words, formats: screens.formatsOf(view.language.tag) });
}

/** Returns a stand-in for a function of the screens, which returns `none` until they are loaded. */
function standIn<T>(pick: (screens: Screens) => (view: View) => T, none: T): (view: FirstView) => T {
  return (view) => whenLoaded(view, (screens, view) => pick(screens)(view)) ?? none;
}

/** Returns a screen that shows a placeholder until the real one is loaded. */
export function later(name: Name): (view: FirstView) => Content {
  return (view) => {
    const loaded = whenLoaded(view, (screens, view) => screens[name](view));
    if (loaded !== undefined) return loaded;
    const { language, words, session } = view;
    const redraw = () => session.set({});
    const title = heading(titleOf(view, name));
    const fetch = () => void fetchScreens(language).then(redraw);
    const again = () => {
      fetch();
      redraw();
    };
    const { error } = loads.get(words) ?? {};
    if (error) return html`${title}${problem(view, error, again)}`;
    fetch();
    return html`${title}${skeleton(view)}`;
  };
}

function titleOf({ words }: FirstView, name: Name): string {
  switch (name) {
    case "campaigns":
    case "live":
      return words[name];
    case "launching":
    case "unconfirmed":
    case "alike":
    case "twice":
      return words[`${name}Title`];
    case "switched":
      return words.title;
    default:
      return words.steps[name];
  }
}

/** The confirmation dialog. */
export const confirm = standIn<Content>((screens) => screens.confirm, nothing);

/** The news: see `news.ts`. */
export const news = standIn<Content>((screens) => screens.news, nothing);

/** Says how many people the launch would call. Empty if that is not known. */
export const peopleText = standIn((screens) => screens.peopleText, "");

/** Returns the milestone to announce to screen readers: see `announcements.ts`. */
export const milestoneOf = standIn((screens) => screens.milestoneOf, "");

/** Returns the text to announce to screen readers, or `undefined` while there is none yet: see `announcements.ts`. */
export const announced = standIn((screens) => screens.announced, undefined);

/** Whether the plan can be launched. It cannot until the screens are loaded, which check and confirm it. */
export const isReady = standIn(
  (screens) =>
    ({ state }) =>
      screens.isReady(state),
  false,
);

/** Asks whether to launch. */
export const askToLaunch = standIn<void>((screens) => screens.askToLaunch, undefined);

/** Loads what the current screen needs: see `entering.ts`. Returns whether it could: the screens may not be loaded. */
export function enter(...given: Parameters<Screens["enter"]>): boolean {
  screens?.enter(...given);
  return screens !== undefined;
}

/** Reads again what the current screen shows of the audience: see `read_checks.ts`. */
export function reread(session: Session): void {
  screens?.reread(session);
}

/** Counts the audience, and reads again what the current screen shows of it: see `read_checks.ts`. */
export function recount(session: Session): void {
  screens?.recount(session);
}

/** Follows a campaign: see `watch.ts`. */
export async function watch(...given: Parameters<Screens["watch"]>): Promise<void> {
  screens ??= await import("./screens.ts");
  return screens.watch(...given);
}

/** Guards against repeated presses: see `pressing.ts`. The first step has no action that a repeat could do twice. */
export function pressing(dialog: HTMLElement): void {
  screens?.pressing(dialog);
}

/** The styles of the screens, or an empty string until they are loaded. */
export function screenStyles(): string {
  return screens?.styles ?? "";
}
