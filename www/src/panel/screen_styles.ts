// The styles of the screens after the first step, in cascade order. They come after those of the first step, except its
// adaptations.

import actions from "./styles/actions.css";
import audience from "./styles/audience.css";
import calls from "./styles/calls.css";
import dayMap from "./styles/day_map.css";
import fields from "./styles/fields.css";
import layout from "./styles/layout.css";
import live from "./styles/live.css";
import options from "./styles/options.css";
import pairs from "./styles/pairs.css";
import adaptation from "./styles/screen_adaptation.css";
import motion from "./styles/screen_motion.css";
import script from "./styles/script.css";
import states from "./styles/states.css";
import text from "./styles/text.css";

const shared = [text, layout, fields, actions, options, states];
const single = [pairs, audience, dayMap, script, live, calls];

export const styles = [...shared, ...single, motion, adaptation].join("");
