// The panel's style sheets: one file per part, in the order in which they count.

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

/** The style sheet of a text, one for all panels. */
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
/** How all of it adapts to screens and people: it counts most. */
const last = [motion, adaptation].join("");

/** The style sheets, with those of the screens that have come. */
export function sheetsWith(screens = ""): CSSStyleSheet[] {
  return [first, screens, last].filter(Boolean).map(sheetOf);
}
