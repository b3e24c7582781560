// Icons of 20 × 20. They repeat the text next to them, so they are hidden from screen readers.

import { html, svg } from "lit/html.js";

const DRAWINGS = {
  close: svg`<path d="M5 5l10 10M15 5L5 15" />`,
  check: svg`<path d="M4.5 10.5l4 4 7-8.5" />`,
  error: svg`<circle cx="10" cy="10" r="7.5" /><path d="M10 6v5M10 13.8v.2" />`,
  warning: svg`<path d="M10 3.2L17.5 16.5h-15z" /><path d="M10 8v4M10 14v.2" />`,
  info: svg`<circle cx="10" cy="10" r="7.5" /><path d="M10 9v5M10 6v.2" />`,
  phone: svg`<path d="M6.2 3.5l2 4-1.6 1.6a9 9 0 0 0 4.3 4.3l1.6-1.6 4 2v2.4c0 .7-.6 1.3-1.3 1.3A11.7 11.7 0 0 1 2.5 4.8c0-.7.6-1.3 1.3-1.3z" />`,
  include: svg`<circle cx="10" cy="10" r="7.5" /><path d="M10 6.5v7M6.5 10h7" />`,
  exclude: svg`<circle cx="10" cy="10" r="7.5" /><path d="M6.5 10h7" />`,
  left: svg`<path d="M12 4.5L6.5 10l5.5 5.5" />`,
  right: svg`<path d="M8 4.5l5.5 5.5L8 15.5" />`,
};

export function icon(name: keyof typeof DRAWINGS) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${DRAWINGS[name]}</svg>`;
}
