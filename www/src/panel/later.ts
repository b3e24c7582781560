// Screens that come when they are opened, and are fetched while the operator is at the first step.

import { html, nothing } from "lit/html.js";
import { type Content, heading, problem, skeleton, type View } from "./view.ts";

type Screens = typeof import("./screens.ts");
type Name = Exclude<keyof Screens, "confirm" | "styles" | "watch" | "pressing">;

let screens: Screens | undefined;
let failure: unknown;
let loading: Promise<void> | undefined;

/** Fetches the screens, once. */
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

/** A screen that shows what is coming until it is there. */
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

/** The question that stands before what cannot be undone. The first step asks none. */
export function confirm(view: View): Content {
  return screens ? screens.confirm(view) : nothing;
}

/** Shows a campaign: see `watch.ts`. */
export async function watch(...given: Parameters<Screens["watch"]>): Promise<void> {
  screens ??= await import("./screens.ts");
  return screens.watch(...given);
}

/** What a press on a key or a button may do: see `pressing.ts`. The first step has nothing that is done twice. */
export function pressing(dialog: HTMLElement): void {
  screens?.pressing(dialog);
}

/** The styles of the screens that are there. */
export function screenStyles(): string {
  return screens?.styles ?? "";
}
