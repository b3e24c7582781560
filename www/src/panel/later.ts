// Stand-ins for the lazily loaded screens and what belongs to them (`screens.ts`), which are fetched with their texts while the
// operator is at the first step.

import { html, nothing } from "lit/html.js";
import type { FirstWords } from "../lang/en.ts";
import type { Language, Words } from "../lang/words.ts";
import type { Screen, Session } from "./session.ts";
import { type Content, type FirstView, heading, problem, skeleton, type View } from "./view.ts";

type Screens = typeof import("./screens.ts");
type Name = Exclude<Screen, "phones" | "refused"> | "elsewhere";

let screens: Screens | undefined;

/** All texts of the languages in which the screens are loaded, by the languages' first texts. */
const complete = new Map<FirstWords, Words>();
/** Why the screens or their texts could not be loaded. */
const failures = new Map<FirstWords, unknown>();
const loading = new Map<FirstWords, Promise<void>>();

/**
 * Fetches the screens and their texts, unless that was done before or is under way. Never rejects: `later` shows the failure.
 */
export function fetchScreens({ words, screenWords }: Language): Promise<void> {
  const before = loading.get(words);
  if (before) return before;
  failures.delete(words);
  const load = async () => {
    try {
      const [more, loaded] = await Promise.all([screenWords(), import("./screens.ts")]);
      screens = loaded;
      complete.set(words, { ...words, ...more });
    } catch (error) {
      failures.set(words, error);
      loading.delete(words);
    }
  };
  const promise = load();
  loading.set(words, promise);
  return promise;
}

/** Whether the screens are loaded with their texts in a language. */
export function hasScreens({ words }: Language): boolean {
  return complete.has(words);
}

/** Passes the screens and their view to a function. Returns `undefined` until they are loaded with their texts. */
function whenLoaded<T>(view: FirstView, use: (screens: Screens, view: View) => T): T | undefined {
  const words = complete.get(view.words);
  if (screens === undefined || words === undefined) return undefined;
  return use(screens, { ...view, words, formats: screens.formatsOf(view.language.tag) });
}

/** Returns a screen that shows a placeholder until the real one is loaded. */
export function later(name: Name): (view: FirstView) => Content {
  return (view) => {
    const loaded = whenLoaded(view, (screens, view) => screens[name](view));
    if (loaded !== undefined) return loaded;
    const { language, words, session } = view;
    const redraw = () => session.set({});
    const title = heading(titleOf(view, name));
    if (!failures.has(words)) {
      void fetchScreens(language).then(redraw);
      return html`${title}${skeleton(view)}`;
    }
    const again = () => {
      void fetchScreens(language).then(redraw);
      redraw();
    };
    return html`${title}${problem(view, failures.get(words), again)}`;
  };
}

function titleOf({ words }: FirstView, name: Name): string {
  switch (name) {
    case "campaigns":
    case "live":
      return words[name];
    case "launching":
      return words.launchingTitle;
    case "unconfirmed":
      return words.unconfirmedTitle;
    case "alike":
      return words.alikeTitle;
    case "twice":
      return words.twiceTitle;
    case "elsewhere":
      return words.title;
    default:
      return words.steps[name];
  }
}

/** The confirmation dialog. The first step needs none, so it is empty until the screens are loaded. */
export function confirm(view: FirstView): Content {
  return whenLoaded(view, (screens, view) => screens.confirm(view)) ?? nothing;
}

/** Says how many people the launch would call. Empty if that is not known. */
export function peopleText(view: FirstView): string {
  return whenLoaded(view, (screens, view) => screens.peopleText(view)) ?? "";
}

/** Returns the milestone to announce to screen readers: see `announcements.ts`. */
export function milestoneOf(view: FirstView): string {
  return whenLoaded(view, (screens, view) => screens.milestoneOf(view)) ?? "";
}

/** Returns the text to announce to screen readers, or `undefined` while there is none yet: see `announcements.ts`. */
export function announced(view: FirstView): string | undefined {
  return whenLoaded(view, (screens, view) => screens.announced(view));
}

/** Whether the plan can be launched. It cannot until the screens are loaded, which check and confirm it. */
export function isReady(view: FirstView): boolean {
  return whenLoaded(view, (screens, { state }) => screens.isReady(state)) ?? false;
}

/** Loads what the current screen needs: see `entering.ts`. Returns whether it could: the screens may not be loaded. */
export function enter(...given: Parameters<Screens["enter"]>): boolean {
  screens?.enter(...given);
  return screens !== undefined;
}

/** The news: see `news.ts`. There is none before the screens are loaded. */
export function news(view: FirstView): Content {
  return whenLoaded(view, (screens, view) => screens.news(view)) ?? nothing;
}

/** Asks whether to launch. */
export function askToLaunch(view: FirstView): void {
  whenLoaded(view, (screens, view) => screens.askToLaunch(view));
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
