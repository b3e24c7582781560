// Saves what is typed into a form that stays open meanwhile.

import type { Session } from "./session.ts";

/**
 * Marks a form as being saved. Returns a function to call at the end, with the error if it failed, or with what was made: it
 * closes the form, or shows the error. What was typed meanwhile stays, and so does another form that was opened. An error that the
 * operator would not see in the form becomes news.
 */
export function saving<Name extends "labelEdit" | "contactEdit" | "scheduleEdit">(
  session: Session,
  name: Name,
  edit: NonNullable<Session["state"][Name]>,
): (error?: unknown, made?: Partial<typeof edit>) => void {
  // Copies of this form have the same object, other forms do not.
  const saving = {};
  const { screen } = session.state;
  const sent = { ...edit, saving, error: undefined };
  session.set({ [name]: sent });
  return (error, made) => {
    const now = session.state[name];
    const isOpen = now?.saving === saving;
    if (error && !(isOpen && session.state.screen === screen))
      session.tell({ failed: "save", name: edit.name, error });
    if (!isOpen) return;
    const isDone = !error && JSON.stringify(now) === JSON.stringify(sent);
    session.set({ [name]: isDone ? undefined : { ...now, ...made, saving: undefined, error } });
  };
}
