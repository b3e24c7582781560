// Small SVG charts. Those with a title have it for screen readers; the figures are shown next to the chart as text. Sizes are
// attributes only, because a page's Content-Security-Policy may forbid inline styles.

import { html, nothing, svg } from "lit/html.js";
import type { Content } from "./view.ts";

export interface Slice {
  /** The class that gives the slice its color. */
  name: string;
  count: number;
}

/** The gap between two slices of a ring, in percent of its length. */
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
  // Drawn only if there are no slices: below them, it would show through the gaps.
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
  /** The labels at the top and in the middle. The label at the bottom is 0. */
  y: [string, string];
  /** The labels from left to right. */
  x: string[];
}

/** Draws axes around a chart whose view box is `width` by 100. */
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

/** A line chart of values over time, oldest first. */
export function sparkline(title: string, values: number[], axes: Axes, top: number): Content {
  const step = 300 / Math.max(values.length - 1, 1);
  const points = values.map(
    (value, place) => `${(place * step).toFixed(1)},${(100 - (value / top) * 98).toFixed(1)}`,
  );
  return plot(title, axes, 300, svg`<polyline class="line" points=${points.join(" ")} />`);
}

/** Stacked counts of several kinds, one bar for each span of time, oldest first. */
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

/** A part of a whole, as a bar. `share` is from 0 to 1. */
export function bar(kind: string, share: number): Content {
  const width = Math.max(0, Math.min(share, 1)) * 100;
  return html`
    <svg class=${`bar ${kind}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="6" />
      <rect class="fill" width=${width} height="6" />
    </svg>
  `;
}

/** Shares of a whole, as one stacked bar. */
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

/** The time that the calls need, against the time that is available. Both have the same unit. */
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
