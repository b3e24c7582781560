// What the operator is told on every screen: see `News`.

import { html } from "lit/html.js";
import { follow } from "./follow.ts";
import { icon } from "./icons.ts";
import type { News } from "./session.ts";
import type { Content, View } from "./view.ts";

/** The element is there without news, too: screen readers do not announce one that is added together with its text. */
export function news(view: View): Content {
  return html`<div class="news" role="status">${view.state.news.map((each) => item(view, each))}</div>`;
}

function item({ words, session, announce }: View, news: News): Content {
  const dismiss = () => session.set({ news: session.state.news.filter((each) => each !== news) });
  const open = () => {
    dismiss();
    follow(session, news.launched, announce);
  };
  return html`
    <div class="note good">
      ${icon("check")}
      <div>
        <p>${words.milestone("launched")} <b>${news.name}</b></p>
        <div class="actions">
          <button part="secondary" @click=${open}>${words.open}</button>
          <button part="secondary" @click=${dismiss}>${words.twiceDismiss}</button>
        </div>
      </div>
    </div>
  `;
}
