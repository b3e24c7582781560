// Shown when the page has switched to another workspace or server: what happens to the session that was open, and a button to
// continue.

import { html, nothing } from "lit/html.js";
import { isBegun } from "./drafts.ts";
import { icon } from "./icons.ts";
import { isOver } from "./phase.ts";
import type { Session } from "./session.ts";
import type { Content, View } from "./view.ts";

export function switched({ words, left, continueHere }: View): Content {
  if (left === undefined) return nothing;
  const { session, workspace } = left;
  return html`
    <div class="note warning" role="alert">
      ${icon("warning")}
      <div>
        <p tabindex="-1" data-heading>${workspace ? words.left.workspace : words.left.server} ${fate(words, session)}</p>
        <div class="actions"><button part="primary" @click=${continueHere}>${words.workspaceContinue}</button></div>
      </div>
    </div>
  `;
}

/** Says what happens to the session that was open: a launch or a campaign in it continues, whatever the page shows. */
function fate({ left }: View["words"], session: Session): string {
  const { pending, watched, snapshot, plan } = session.state;
  if (session.state.underway) return left.launching;
  if (pending) return left.unconfirmed;
  const kept = isBegun(plan) ? left.kept : "";
  const over = snapshot !== undefined && snapshot.campaign.id === watched && isOver(snapshot.campaign);
  if (watched && !over) return `${left.live} ${kept}`;
  return kept && `${left.nothing} ${kept}`;
}
