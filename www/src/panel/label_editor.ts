// A form to create, edit and delete labels, below the labels of the audience step.

import { html, nothing } from "lit/html.js";
import type { LabelId, LabelWithCount } from "seax-dialer";
import { onEnter, typed } from "./controls.ts";
import type { Plan } from "./plan.ts";
import { clientOf, readLabels } from "./read.ts";
import { recount } from "./read_checks.ts";
import { saving } from "./saving.ts";
import type { LabelEdit, Session } from "./session.ts";
import { type Content, problem, type View } from "./view.ts";
import { withoutLabel } from "./without_label.ts";

/** The default color of a new label. */
const COLOR = "#5a6bdc";

/** The sessions in which the editor is open. */
const opened = new WeakSet<Session>();

export function labelEditor(view: View, labels: LabelWithCount[]): Content {
  const { words, state, session } = view;
  const edit = state.labelEdit ?? { name: "", color: COLOR };
  const own = labels.filter(({ is_system }) => !is_system);
  const toggle = ({ target }: Event) =>
    (target as HTMLDetailsElement).open ? opened.add(session) : opened.delete(session);
  return html`
    <details ?open=${opened.has(session) || edit.error !== undefined} @toggle=${toggle}>
      <summary>${words.labelsManage}</summary>
      <div class="stack tight">
        ${form(view, edit)}
        ${edit.error ? problem(view, edit.error) : nothing}
        <ul class="found">
          ${own.map(
            ({ id, name, color }) => html`
              <li>
                <span>${name}</span>
                <div class="beside">
                  <button class="plain" aria-label=${words.labelRename(name)}
                    @click=${() => session.set({ labelEdit: { id, name, color } })}>${words.change}</button>
                  <button class="plain" aria-label=${words.labelDelete(name)}
                    @click=${() => session.set({ question: { kind: "deleteLabel", id, name } })}>${words.delete}</button>
                </div>
              </li>
            `,
          )}
        </ul>
      </div>
    </details>
  `;
}

function form({ words, session }: View, edit: LabelEdit): Content {
  const submit = () => void save(session, edit);
  const change = (part: Partial<LabelEdit>) =>
    session.set({ labelEdit: { ...edit, error: undefined, ...part } });
  return html`
    <div class="field" @keydown=${onEnter(submit)}>
      <label for="label-name">${edit.id === undefined ? words.labelNew : words.labelName}</label>
      <div class="beside">
        <input id="label-name" required autocomplete="off" .value=${edit.name}
          @input=${(event: Event) => change({ name: typed(event) })} />
        <input type="color" aria-label=${words.labelColor} .value=${edit.color}
          @input=${(event: Event) => change({ color: typed(event) })} />
        <button part="secondary" ?disabled=${edit.saving || edit.name.trim() === ""} @click=${submit}>${words.save}</button>
      </div>
    </div>
  `;
}

async function save(session: Session, edit: LabelEdit): Promise<void> {
  const name = edit.name.trim();
  if (edit.saving || name === "") return;
  const end = saving(session, "labelEdit", edit);
  const { id, color } = edit;
  try {
    const { labels } = clientOf(session);
    const made = await (id === undefined
      ? labels.create({ name, color })
      : labels.update(id, { name, color }));
    // What was typed meanwhile is a change of this label.
    end(undefined, { id: made.id });
    await readLabels(session);
  } catch (error) {
    end(error);
  }
}

/** Deletes a label, and removes it from the plan and the other drafts. */
export async function deleteLabel(
  session: Session,
  { id, name }: { id: LabelId; name: string },
): Promise<void> {
  session.set({ question: undefined });
  try {
    await clientOf(session).labels.delete(id);
    const { plan, drafts } = session.state;
    const without = (plan: Plan) => withoutLabel(plan, id);
    // Undoing a fix must not bring the label back.
    session.set({ plan: without(plan), drafts: drafts.map(without), fixed: undefined });
    recount(session);
    await readLabels(session);
  } catch (error) {
    const { screen, labelEdit } = session.state;
    if (screen === "audience")
      session.set({ labelEdit: { ...(labelEdit ?? { name: "", color: COLOR }), error } });
    else session.tell({ failed: "delete", name, error });
  }
}
