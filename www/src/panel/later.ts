// Stand-ins for the lazily loaded screens (`screens.ts`), which are fetched while the operator is at the first step.

import { html, nothing } from "lit/html.js";
import { type Content, heading, problem, skeleton, type View } from "./view.ts";

type Screens = typeof import("./screens.ts");
type Name = Exclude<keyof Screens, "confirm" | "news" | "styles" | "watch" | "pressing">;

let screens: Screens | undefined;
let failure: unknown;
let loading: Promise<void> | undefined;

/** Fetches the screens, unless that was done before or is under way. Never rejects: `later` shows the failure. */
export function fetchScreens(): Promise<void> {
  loading ??= import("./screens.ts").then(
    (loaded) => {
      screens = loaded;
    },
    (error: unknown) => {
      failure = error;
      loading = undefined;
    },
  );
  return loading;
}

/** Returns a screen that shows a placeholder until the real one is loaded. */
export function later(name: Name): (view: View) => Content {
  return (view) => {
    if (screens) return screens[name](view);
    const redraw = () => view.session.set({});
    const title = heading(titleOf(view, name));
    if (failure === undefined) {
      void fetchScreens().then(redraw);
      return html`${title}${skeleton(view)}`;
    }
    const again = () => {
      failure = undefined;
      redraw();
    };
    return html`${title}${problem(view, failure, again)}`;
  };
}

function titleOf({ words }: View, name: Name): string {
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
export function confirm(view: View): Content {
  return screens ? screens.confirm(view) : nothing;
}

/** The news: see `news.ts`. There is none before the screens are loaded. */
export function news(view: View): Content {
  return screens ? screens.news(view) : nothing;
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
