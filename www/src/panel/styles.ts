// The panel's style sheet: one file per part, in the order in which they count.

import adaptation from "./styles/adaptation.css";
import audience from "./styles/audience.css";
import base from "./styles/base.css";
import buttons from "./styles/buttons.css";
import calls from "./styles/calls.css";
import choices from "./styles/choices.css";
import controls from "./styles/controls.css";
import dayMap from "./styles/day_map.css";
import frame from "./styles/frame.css";
import live from "./styles/live.css";
import motion from "./styles/motion.css";
import notes from "./styles/notes.css";
import pairs from "./styles/pairs.css";
import script from "./styles/script.css";
import tokens from "./styles/tokens.css";

export const styles = [
  tokens,
  base,
  frame,
  controls,
  buttons,
  choices,
  notes,
  pairs,
  audience,
  dayMap,
  script,
  live,
  calls,
  motion,
  adaptation,
].join("");
