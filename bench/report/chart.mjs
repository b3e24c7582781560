// Draws the main figures as a bar chart for the README; shorter is better. It follows the viewer's color scheme, and has a text
// alternative.

import { EVERYWHERE, UNCHECKED } from "../clients/names.mjs";
import { median } from "./figures.mjs";
import { jobTitle, number } from "./table.mjs";

/** @typedef {import("./figures.mjs").Figure} Figure */
/** @typedef {{ title: string, unit: string, bars: { client: string, value: number | undefined }[] }} Panel */

const PANEL = { width: 360, gap: 24, head: 30, row: 20, foot: 18 };
const MARGIN = { side: 12, top: 70, bottom: 34 };
/** The offset of the bars in a panel, and the length of the longest. */
const BARS = { from: 112, length: 190 };

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  .title { font-size: 16px; font-weight: 600; }
  .panel { font-size: 13px; font-weight: 600; }
  .quiet { fill: #59636e; }
  .own { fill: #0b7285; } .checked { fill: #5c6670; } .unchecked { fill: #8d969e; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .quiet { fill: #9198a1; }
    .own { fill: #3bc9db; } .checked { fill: #adb5bd; } .unchecked { fill: #6c757d; }
  }`;

/**
 * @param {Figure[]} figures
 * @param {number} streamed rows of the list that was iterated
 * @param {string} place the runtime to show
 * @param {string} version the version of that runtime
 * @returns {string} an SVG document
 */
export function chart(figures, streamed, place, version) {
  const panels = panelsOf(figures, streamed, place);
  const height = PANEL.head + EVERYWHERE.length * PANEL.row + PANEL.foot;
  const width = 2 * MARGIN.side + 2 * PANEL.width + PANEL.gap;
  const bottom = MARGIN.top + Math.ceil(panels.length / 2) * height;
  const drawn = panels.map((panel, index) => {
    const x = MARGIN.side + (index % 2) * (PANEL.width + PANEL.gap);
    const y = MARGIN.top + Math.floor(index / 2) * height;
    return `<g transform="translate(${x} ${y})">${draw(panel)}</g>`;
  });
  const heading = "seax-dialer and its peers, side by side";
  const note = `${place} ${version}, medians of one run on one machine; shorter is better`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + MARGIN.bottom}" role="img" aria-labelledby="title description">
<title id="title">${escaped(heading)}</title>
<desc id="description">${escaped(`${note}. ${panels.map(inWords).join(" ")}`)}</desc>
<style>${STYLE}
</style>
<text class="title" x="${MARGIN.side}" y="24">${escaped(heading)}</text>
<text class="quiet" x="${MARGIN.side}" y="42">${escaped(note)}</text>
${drawn.join("\n")}
${legend(bottom + 14)}
</svg>
`;
}

/** @param {Figure[]} figures @param {number} streamed @param {string} place @returns {Panel[]} those with figures */
function panelsOf(figures, streamed, place) {
  /** @param {string} title @param {string} unit @param {string} job @param {string} measure @param {number} scale */
  const panel = (title, unit, job, measure, scale, runtime = place) => ({
    title,
    unit,
    bars: EVERYWHERE.map((client) => {
      const value = median(figures, { job, runtime, client, measure });
      return { client, value: value === undefined ? value : value / scale };
    }),
  });
  const walk = jobTitle("stream", streamed);
  return [
    panel("a small call (1 kB)", "ms", "small", "ms", 1),
    panel("10,000 contacts, from bytes to objects", "ms", "list-10000-cpu", "ms", 1),
    panel("3 fields of 10,000 contacts, likewise", "ms", "select-10000-cpu", "ms", 1),
    panel(walk, "s", "stream", "ms", 1e3),
    panel(`${walk}: memory held`, "MB", "stream", "heldBytes", 1e6),
    panel("what an app's visitors download (brotli)", "kB", "bytes", "bytes", 1e3, "bundle"),
  ].filter(({ bars }) => bars.some(({ value }) => value !== undefined));
}

/** @param {Panel} panel */
function draw({ title, unit, bars }) {
  const longest = Math.max(...bars.map(({ value }) => value ?? 0));
  const rows = bars.map(({ client, value }, index) => {
    const y = PANEL.head + index * PANEL.row;
    const name = `<text x="0" y="${y}">${escaped(client)}</text>`;
    if (value === undefined) return name;
    const length = Math.max(1, (value / longest) * BARS.length).toFixed(1);
    const bar = `<rect class="${kind(client)}" x="${BARS.from}" y="${y - 11}" width="${length}" height="13" rx="2"/>`;
    const end = BARS.from + Number(length) + 6;
    return `${name}${bar}<text class="quiet" x="${end}" y="${y}">${number(value)} ${unit}</text>`;
  });
  return `<text class="panel" x="0" y="8">${escaped(title)}</text>\n${rows.join("\n")}`;
}

/** @param {number} y */
function legend(y) {
  const items = [
    { type: "own", text: "seax-dialer: every reply checked", x: MARGIN.side },
    { type: "checked", text: "replies checked", x: MARGIN.side + 230 },
    { type: "unchecked", text: "unchecked", x: MARGIN.side + 360 },
  ];
  return items
    .map(({ type, text, x }) => {
      return `<rect class="${type}" x="${x}" y="${y - 11}" width="13" height="13" rx="2"/><text class="quiet" x="${x + 20}" y="${y}">${text}</text>`;
    })
    .join("\n");
}

/** @param {Panel} panel */
function inWords({ title, unit, bars }) {
  const figures = bars.filter(({ value }) => value !== undefined);
  const words = figures.map(({ client, value }) => `${client} ${number(value ?? 0)} ${unit}`);
  return `${title}: ${words.join(", ")}.`;
}

/** @param {string} client */
function kind(client) {
  if (client === "seax-dialer") return "own";
  return UNCHECKED.includes(client) ? "unchecked" : "checked";
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
