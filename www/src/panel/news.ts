// What the operator is told on every screen: see `News`.

import { html } from "lit/html.js";
import type { CampaignId } from "seax-dialer";
import { follow } from "./follow.ts";
import { icon } from "./icons.ts";
import type { Failure, LaunchNews, News, Session } from "./session.ts";
import { type Content, problem, type View } from "./view.ts";

/**
 * The element is there without news, too, while the panel is open: screen readers do not announce one that is added together with
 * its text.
 */
export function news(view: View): Content {
  return html`<div class="news" role="status">${view.state.news.map((each) => item(view, each))}</div>`;
}

/** Shows why something failed that was done with a campaign: on its screen, or as news if the operator has left that. */
export function fail(session: Session, id: CampaignId, failure: Failure): void {
  const { screen, watched } = session.state;
  if (screen === "live" && watched === id) session.set({ notice: { error: failure.error } });
  else session.tell(failure);
}

/** Says that a campaign was launched, here or before. */
export function launchText({ words }: View, { here, name }: LaunchNews): Content {
  return html`${here ? words.milestone("launched") : words.alreadyLaunched} <b>${name}</b>`;
}

function item(view: View, news: News): Content {
  const { words, session, announce } = view;
  const dismiss = () => session.set({ news: session.state.news.filter((each) => each !== news) });
  const close = html`<button part="secondary" @click=${dismiss}>${words.dismiss}</button>`;
  if ("failed" in news) {
    return html`
      <div class="stack tight">
        <p>${words[news.failed]} · <b>${news.name}</b></p>
        ${problem(view, news.error)}
        <div class="actions">${close}</div>
      </div>
    `;
  }
  const open = () => {
    dismiss();
    follow(session, news.launched, announce, news.here);
    session.set({ launched: news });
  };
  return html`
    <div class="note good">
      ${icon("check")}
      <div>
        <p>${launchText(view, news)}</p>
        <div class="actions">
          <button part="secondary" @click=${open}>${words.open}</button>
          ${close}
        </div>
      </div>
    </div>
  `;
}
