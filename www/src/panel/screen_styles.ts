// The styles of the screens after the first step, in cascade order.

import audience from "./styles/audience.css";
import calls from "./styles/calls.css";
import dayMap from "./styles/day_map.css";
import live from "./styles/live.css";
import pairs from "./styles/pairs.css";
import script from "./styles/script.css";

export const styles = [pairs, audience, dayMap, script, live, calls].join("");
