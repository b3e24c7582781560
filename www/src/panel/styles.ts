// The panel's style sheets, one file for each part, in cascade order.

import adaptation from "./styles/adaptation.css";
import base from "./styles/base.css";
import buttons from "./styles/buttons.css";
import choices from "./styles/choices.css";
import controls from "./styles/controls.css";
import frame from "./styles/frame.css";
import motion from "./styles/motion.css";
import notes from "./styles/notes.css";
import tokens from "./styles/tokens.css";

const sheets = new Map<string, CSSStyleSheet>();

/** Returns the style sheet for a text. All panels share it. */
function sheetOf(text: string): CSSStyleSheet {
  let sheet = sheets.get(text);
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  return sheet;
}

const first = [tokens, base, frame, controls, buttons, choices, notes].join("");
/** Adaptations to screens and user preferences. They come last, to override the rest. */
const last = [motion, adaptation].join("");

/** Returns the style sheets, with those of the screens that are loaded. */
export function sheetsWith(screens = ""): CSSStyleSheet[] {
  return [first, screens, last].filter(Boolean).map(sheetOf);
}
