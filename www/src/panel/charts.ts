// Small charts, by hand. Each has a title that says what it shows; the figures stand beside it as text. They are sized by
// attributes alone: a page's policy may forbid styles in elements.

import { html, nothing, svg } from "lit/html.js";
import type { Content } from "./view.ts";

export interface Slice {
  /** Names the slice's colour. */
  name: string;
  count: number;
}

/** Between two slices of a ring, in percent. */
const JOINT = 0.9;

/** Shares of a whole, as a ring. */
export function donut(title: string, slices: Slice[], middle: string, caption: string): Content {
  const shown = slices.filter(({ count }) => count > 0);
  const whole = shown.reduce((sum, { count }) => sum + count, 0);
  const joint = shown.length > 1 ? JOINT : 0;
  let before = 0;
  const rings = shown.map(({ name, count }) => {
    const share = (count / whole) * 100;
    const ring = svg`<circle class=${`slice ${name}`} cx="60" cy="60" r="50" pathLength="100"
      stroke-dasharray="${Math.max(share - joint, 0.3)} 100" stroke-dashoffset=${-before - joint / 2} />`;
    before += share;
    return ring;
  });
  // The ring below would show through the joints.
  const empty = svg`<circle class="track" cx="60" cy="60" r="50" />`;
  return html`
    <figure class="donut">
      <svg viewBox="0 0 120 120" role="img" aria-label=${title}>
        <title>${title}</title>
        <g transform="rotate(-90 60 60)">${whole === 0 ? empty : rings}</g>
      </svg>
      <figcaption><b>${middle}</b><span>${caption}</span></figcaption>
    </figure>
  `;
}

interface Axes {
  /** At the top and in the middle; at the bottom is 0. */
  y: [string, string];
  /** From the left to the right. */
  x: string[];
}

/** A chart's axes around what is drawn in a space of `width` by 100. */
function plot(title: string, { y, x }: Axes, width: number, drawn: unknown): Content {
  return html`
    <figure class="plot">
      <div class="axis y" aria-hidden="true"><span>${y[0]}</span><span>${y[1]}</span><span>0</span></div>
      <svg viewBox="0 0 ${width} 100" preserveAspectRatio="none" role="img" aria-label=${title}>
        <title>${title}</title>
        <path class="grid" d="M0 0.5H${width}M0 50H${width}M0 99.5H${width}" />
        ${drawn}
      </svg>
      <div class="axis x" aria-hidden="true">${x.map((text) => html`<span>${text}</span>`)}</div>
    </figure>
  `;
}

/** How a figure went, oldest first. */
export function sparkline(title: string, values: number[], axes: Axes, top: number): Content {
  const step = 300 / Math.max(values.length - 1, 1);
  const points = values.map(
    (value, place) => `${(place * step).toFixed(1)},${(100 - (value / top) * 98).toFixed(1)}`,
  );
  return plot(title, axes, 300, svg`<polyline class="line" points=${points.join(" ")} />`);
}

/** Counts of several kinds, one bar for each span of time, oldest first. */
export function bars(title: string, spans: Slice[][], axes: Axes, top: number): Content {
  const stacked = spans.map((slices, place) => {
    let above = 100;
    return slices.map(({ name, count }) => {
      const height = (count / top) * 98;
      above -= height;
      return count === 0
        ? nothing
        : svg`<rect class=${`segment ${name}`} x=${place * 10 + 1.5} y=${above} width="7" height=${height} />`;
    });
  });
  return plot(title, axes, spans.length * 10, stacked);
}

/** A part of a whole, as a bar. */
export function bar(kind: string, share: number): Content {
  const width = Math.max(0, Math.min(share, 1)) * 100;
  return html`
    <svg class=${`bar ${kind}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="6" />
      <rect class="fill" width=${width} height="6" />
    </svg>
  `;
}

/** Shares of a whole, as a bar. */
export function shares(title: string, slices: Slice[]): Content {
  const whole = slices.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  return html`
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label=${title}>
      <rect class="track" width="100" height="6" />
      ${slices.map(({ name, count }) => {
        const width = whole === 0 ? 0 : (count / whole) * 100;
        const part = svg`<rect class=${`segment ${name}`} x=${before} width=${width} height="6" />`;
        before += width;
        return width === 0 ? nothing : part;
      })}
    </svg>
  `;
}

/** How long the calls take, against the time that there is. */
export function windowBar(title: string, needed: number, open: number): Content {
  const whole = Math.max(needed, open, 1);
  const [end, used] = [(open / whole) * 100, (needed / whole) * 100];
  return html`
    <svg class="window" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label=${title}>
      <title>${title}</title>
      <rect class="track" width=${end} height="12" />
      <rect class="fill" y="2" width=${Math.min(used, end)} height="8" />
      ${used > end ? svg`<rect class="over" x=${end} y="2" width=${used - end} height="8" />` : ""}
    </svg>
  `;
}
