// A form to create, edit and delete labels, below the labels of the audience step.

import { html, nothing } from "lit/html.js";
import type { LabelId, LabelWithCount } from "seax-dialer";
import type { Plan } from "./plan.ts";
import { clientOf, count, readLabels } from "./read.ts";
import type { LabelEdit, Session } from "./session.ts";
import { type Content, onEnter, problem, typed, type View } from "./view.ts";

/** The default color of a new label. */
const COLOR = "#5a6bdc";

export function labelEditor(view: View, labels: LabelWithCount[]): Content {
  const { words, state, session } = view;
  const edit = state.labelEdit ?? { name: "", color: COLOR };
  const own = labels.filter(({ is_system }) => !is_system);
  return html`
    <details>
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
  session.set({ labelEdit: { ...edit, saving: true, error: undefined } });
  const { labels } = clientOf(session);
  const { id, color } = edit;
  try {
    await (id === undefined ? labels.create({ name, color }) : labels.update(id, { name, color }));
    session.set({ labelEdit: undefined });
    await readLabels(session);
  } catch (error) {
    session.set({ labelEdit: { ...edit, saving: false, error } });
  }
}

/** Returns what changes in a plan when a label is deleted. */
function withoutLabel(plan: Plan, id: LabelId): Partial<Plan> {
  const others = (ids: LabelId[]) => ids.filter((each) => each !== id);
  const { leftOutLabels } = plan;
  const isRequired = plan.requiredLabels.includes(id) || (plan.match === "all" && plan.labels.includes(id));
  return {
    attached: others(plan.attached),
    leftOutTogether: others(plan.leftOutTogether),
    ...(leftOutLabels && { leftOutLabels: others(leftOutLabels) }),
    // Contacts had to have the label. The rest of the selection would call more of them, so it has to be made again.
    ...(isRequired ? { labels: [], requiredLabels: [], keyword: "" } : { labels: others(plan.labels) }),
  };
}

/** Deletes a label, and removes it from the plan. */
export async function deleteLabel(session: Session, id: LabelId): Promise<void> {
  session.set({ question: undefined });
  try {
    await clientOf(session).labels.delete(id);
    session.plan(withoutLabel(session.state.plan, id));
    count(session);
    await readLabels(session);
  } catch (error) {
    session.set({ labelEdit: { name: "", color: COLOR, error } });
  }
}
