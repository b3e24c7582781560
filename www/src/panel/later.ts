// Screens that come when they are opened, and are fetched while the operator reads what comes before them.

import { html, nothing } from "lit/html.js";
import { type Content, heading, problem, skeleton, type View } from "./view.ts";

type Screens = typeof import("./campaign_screens.ts");

let screens: Screens | undefined;
let failure: unknown;
let loading: Promise<void> | undefined;

/** Fetches the screens, once. */
export function fetchScreens(): Promise<void> {
  loading ??= import("./campaign_screens.ts").then(
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
export function later(name: "campaigns" | "live"): (view: View) => Content {
  return (view) => {
    if (screens) return screens[name](view);
    const redraw = () => view.session.set({});
    const title = heading(view.words[name]);
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

/** The map of the day, once it is there. Nobody has to wait for it to go on. */
export function dayMap(view: View): Content {
  if (screens) return screens.dayMap(view);
  if (failure === undefined) void fetchScreens().then(() => view.session.set({}));
  return nothing;
}
