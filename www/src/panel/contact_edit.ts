// A form to correct a contact's number in the findings of a check.

import { html, nothing } from "lit/html.js";
import type { ContactId } from "seax-dialer";
import { listOf } from "./contact_list.ts";
import { onEnter, typed } from "./controls.ts";
import { E164, plain } from "./e164.ts";
import { clientOf } from "./read.ts";
import { check, recount } from "./read_checks.ts";
import { search } from "./read_contacts.ts";
import { saving } from "./saving.ts";
import type { ContactEdit, Session } from "./session.ts";
import { type Content, problem, type View } from "./view.ts";

export function startEdit(
  session: Session,
  { id, name, phone }: { id: ContactId; name: string; phone?: string | null | undefined },
): void {
  session.set({ contactEdit: { id, name, phone: phone ?? "" } });
}

export function contactEditor(view: View): Content {
  const { words, session, state } = view;
  const { contactEdit: edit } = state;
  if (edit === undefined) return nothing;
  const submit = () => void save(session, edit);
  const change = (event: Event) =>
    session.set({ contactEdit: { ...edit, phone: typed(event), error: undefined } });
  return html`
    <div class="field" @keydown=${onEnter(submit)}>
      <label for="contact-phone">${words.numberOf(edit.name)}</label>
      <div class="beside">
        <input id="contact-phone" type="tel" autocomplete="off" placeholder="+1 202 555 0123" .value=${edit.phone} @input=${change} />
        <button part="secondary" @click=${submit} ?disabled=${edit.saving || !E164.test(plain(edit.phone))}>${words.save}</button>
        <button class="plain" @click=${() => session.set({ contactEdit: undefined })}>${words.cancel}</button>
      </div>
      ${edit.error ? problem(view, edit.error) : nothing}
    </div>
  `;
}

async function save(session: Session, edit: ContactEdit): Promise<void> {
  const phone = plain(edit.phone);
  if (edit.saving || !E164.test(phone)) return;
  const end = saving(session, "contactEdit", edit);
  try {
    await clientOf(session).contacts.update(edit.id, { phone });
    end();
    // Lists show the number, and it decides when the contact can be called.
    listOf(session).forget();
    search(session, session.state.keyword);
    session.set({ hours: undefined });
    recount(session);
    check(session, true);
  } catch (error) {
    end(error);
  }
}
