// A label as a checkbox, with its color and size.

import { html, nothing, svg } from "lit/html.js";
import type { LabelId, LabelWithCount } from "seax-dialer";
import { type Content, toggled, type View } from "./view.ts";

export function chip(
  view: View,
  label: LabelWithCount,
  chosen: LabelId[],
  choose: (ids: LabelId[]) => void,
): Content {
  const size = label.total_count ?? label.contact_count;
  return html`
    <label class="chip">
      <input type="checkbox" .checked=${chosen.includes(label.id)} @change=${() => choose(toggled(chosen, label.id))} />
      <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">${svg`<circle cx="5" cy="5" r="5" fill=${label.color} />`}</svg>
      <span>${label.name}</span>
      ${size == null ? nothing : html`<small>${view.formats.number(size)}</small>`}
    </label>
  `;
}
