// Small charts, by hand. Each has a title that says what it shows; the figures stand beside it as text.

import { html, svg } from "lit/html.js";
import type { Content } from "./view.ts";

export interface Slice {
  /** Names the slice's colour. */
  name: string;
  count: number;
}

/** Shares of a whole, as a ring. */
export function donut(title: string, slices: Slice[], middle: string, caption: string): Content {
  const whole = slices.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  const rings = slices
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => {
      const share = (count / whole) * 100;
      const ring = svg`<circle class=${`slice ${name}`} cx="60" cy="60" r="48" pathLength="100"
        stroke-dasharray="${Math.max(share - 0.8, 0.4)} 100" stroke-dashoffset=${-before} />`;
      before += share;
      return ring;
    });
  return html`
    <figure class="donut">
      <svg viewBox="0 0 120 120" role="img" aria-label=${title}>
        <title>${title}</title>
        <g transform="rotate(-90 60 60)"><circle class="track" cx="60" cy="60" r="48" />${rings}</g>
      </svg>
      <figcaption><b>${middle}</b><span>${caption}</span></figcaption>
    </figure>
  `;
}

/** How a figure went, oldest first. */
export function sparkline(title: string, values: number[]): Content {
  const [width, height, edge] = [240, 56, 4];
  const top = Math.max(...values, 1);
  const step = (width - 2 * edge) / Math.max(values.length - 1, 1);
  const points = values.map((value, place) => {
    const y = height - edge - (value / top) * (height - 2 * edge);
    return `${(edge + place * step).toFixed(1)},${y.toFixed(1)}`;
  });
  const [x = "0", y = "0"] = points.at(-1)?.split(",") ?? [];
  return html`
    <svg class="sparkline" viewBox="0 0 ${width} ${height}" role="img" aria-label=${title}>
      <title>${title}</title>
      <path class="ground" d="M${edge} ${height - edge}H${width - edge}" />
      <polyline points=${points.join(" ")} />
      ${points.length > 0 ? svg`<circle cx=${x} cy=${y} r="3.5" />` : ""}
    </svg>
  `;
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
