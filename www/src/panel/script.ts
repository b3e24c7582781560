// Step 3: the type of campaign, and its agent, message or recording.

import { html, nothing } from "lit/html.js";
import type { Agent } from "seax-dialer";
import { choice, typed } from "./controls.ts";
import { callOf, greetingOf } from "./heard.ts";
import { OWN_FIELDS, valuesOf, variablesIn } from "./merge_fields.ts";
import type { Plan } from "./plan.ts";
import { preview } from "./preview.ts";
import { readAgents } from "./read.ts";
import { dataOf } from "./session.ts";
import { type Content, heading, loaded, type View } from "./view.ts";

/** The suggested languages. Any other can be typed. */
const LANGUAGES = ["en-US", "zh-TW", "en-GB", "ja-JP", "es-ES", "vi-VN", "id-ID", "th-TH"];

export function script(view: View): Content {
  const { words, state, session } = view;
  const { plan } = state;
  const kinds = [
    { value: "AI_AGENT" as const, title: words.aiAgent, text: words.aiAgentText },
    { value: "VOICE_DROP" as const, title: words.voiceDrop, text: words.voiceDropText },
  ];
  // Connects people who answer to a colleague. It is offered only if a duplicate has this type.
  const dialer = {
    value: "PROGRESSIVE_DIALER" as const,
    title: words.types.PROGRESSIVE_DIALER ?? "",
    text: words.progressiveText,
  };
  const agent = plan.type === "AI_AGENT";
  const speaks = plan.type !== "VOICE_DROP" || plan.says === "text";
  return html`
    ${heading(words.scriptTitle, words.scriptLead)}
    <div class="columns">
      <div class="stack">
        ${choice(
          "kind",
          words.whoTalks,
          plan.type === "PROGRESSIVE_DIALER" ? [...kinds, dialer] : kinds,
          plan.gaps.includes("type") ? undefined : plan.type,
          (type) => {
            const { overwrite: _, ...rest } = plan;
            const gaps = plan.gaps.filter((gap) => gap !== "type");
            // An agent has a voice and a language of its own.
            session.set({
              plan: { ...rest, type, gaps, ...(type === "AI_AGENT" && { language: "", voice: "" }) },
            });
          },
        )}
        ${
          agent
            ? loaded(
                view,
                state.agents,
                (list) => agents(view, list),
                () => void readAgents(session),
              )
            : plan.type === "VOICE_DROP"
              ? recording(view)
              : nothing
        }
        ${speaks ? message(view) : nothing}
        ${captures(view)}
      </div>
      <div class="stack">${speaks ? preview(view) : nothing}</div>
    </div>
  `;
}

function agents(view: View, list: Agent[]): Content {
  const { words, state, session } = view;
  if (list.length === 0) return html`<p class="note">${words.agentsNone}</p>`;
  const options = list.map((agent) => {
    const call = callOf(agent);
    const language = call?.outbound_language ? ` (${call.outbound_language})` : "";
    return {
      value: agent.conversation_config_id,
      title: `${agent.name}${language}`,
      text: call?.outbound_starting_message ?? "",
    };
  });
  return choice("agent", words.agentTitle, options, state.plan.agent, (id) => {
    const { overwrite: _, ...plan } = state.plan;
    // Keep a message that the operator wrote, but replace the previous agent's opening message.
    const own = plan.message !== "" && plan.message !== greetingOf(state, plan.agent);
    session.set({ plan: { ...plan, agent: id, message: own ? plan.message : greetingOf(state, id) } });
  });
}

function recording(view: View): Content {
  const { words, state, session } = view;
  const { plan } = state;
  const ways = [
    { value: "text" as const, title: words.sayText },
    { value: "audio" as const, title: words.playAudio },
  ];
  return html`
    ${choice("says", words.whatIsPlayed, ways, plan.says, (says) => session.plan({ says }))}
    ${
      plan.says === "audio"
        ? field("audio", words.audioUrl, "url", plan, "audioUrl", view, "https://")
        : html`
          <div class="row">
            ${field("language", words.language, "text", plan, "language", view, words.workspaceDefault, "languages")}
            ${field("voice", words.voice, "text", plan, "voice", view, words.workspaceDefault)}
            <datalist id="languages">${LANGUAGES.map((tag) => html`<option value=${tag}></option>`)}</datalist>
          </div>
        `
    }
  `;
}

function field(
  id: string,
  title: string,
  type: string,
  plan: Plan,
  key: "audioUrl" | "language" | "voice",
  { session }: View,
  hint: string,
  list?: string,
): Content {
  return html`
    <div class="field">
      <label for=${id}>${title}</label>
      <input id=${id} type=${type} autocomplete="off" placeholder=${hint} list=${list ?? nothing}
        .value=${plan[key]} @input=${(event: Event) => session.plan({ [key]: typed(event) })} />
    </div>
  `;
}

function message(view: View): Content {
  const { words, state, session } = view;
  const { plan } = state;
  return html`
    <div class="field">
      <label for="message">${plan.type === "AI_AGENT" ? words.firstSentence : words.message}</label>
      <textarea id="message" rows="4" .value=${plan.message}
        @input=${(event: Event) => session.plan({ message: typed(event) })}></textarea>
      <div class="inserts" role="group" aria-label=${words.insertField}>
        ${fieldsOf(view).map(
          (key) => html`
            <button part="secondary" @click=${(event: Event) => insert(view, event, key)}>{${key}}</button>
          `,
        )}
      </div>
    </div>
    ${variables(view)}
  `;
}

/** Options to record the keys that recipients press and what they say. */
function captures({ words, state, session }: View): Content {
  const { plan } = state;
  const check = (key: "capturesKeys" | "capturesSpeech") => html`
    <label class="check">
      <input type="checkbox" .checked=${plan[key]} @change=${() => session.plan({ [key]: !plan[key] })} />
      <span>${words[key]}</span>
    </label>
  `;
  return html`
    <details ?open=${plan.capturesKeys || plan.capturesSpeech}>
      <summary>${words.optionsTitle}</summary>
      <div class="stack tight">${check("capturesKeys")}${check("capturesSpeech")}</div>
    </details>
  `;
}

/** Returns the merge fields that the sample's contacts have. */
function fieldsOf({ state }: View): string[] {
  const sample = dataOf(state.sample) ?? [];
  const keys = sample.flatMap(({ contact_field_data: data }) => Object.keys(data ?? {}));
  return [...new Set([...OWN_FIELDS, ...keys])];
}

/** Inserts a merge field at the cursor. */
function insert({ session, state }: View, event: Event, key: string): void {
  const root = (event.target as HTMLElement).getRootNode() as ShadowRoot;
  const area = root.getElementById("message") as HTMLTextAreaElement;
  const { selectionStart: from, selectionEnd: to } = area;
  const text = state.plan.message;
  session.plan({ message: `${text.slice(0, from)}{${key}}${text.slice(to)}` });
  area.focus();
  queueMicrotask(() => area.setSelectionRange(from + key.length + 2, from + key.length + 2));
}

/** Inputs for values that are the same for everybody. */
function variables({ words, state, session }: View): Content {
  const others = variablesIn(state.plan.message);
  if (others.length === 0) return nothing;
  const change = (key: string, value: string) => {
    const variables = { ...session.state.plan.variables };
    for (const [name] of valuesOf(variables, key)) delete variables[name];
    session.plan({ variables: { ...variables, [key]: value } });
  };
  return html`
    <details class="variables" ?open=${Object.keys(state.plan.variables).length > 0}>
      <summary>${words.variablesTitle}</summary>
      ${others.map(
        (key) => html`
          <div class="field">
            <label for=${`variable-${key}`}>{${key}}</label>
            <input id=${`variable-${key}`} placeholder=${words.variableHint} .value=${valuesOf(state.plan.variables, key)[0]?.[1] ?? ""}
              @input=${(event: Event) => change(key, typed(event))} />
          </div>
        `,
      )}
    </details>
  `;
}
