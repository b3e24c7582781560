// What every client can do.

/** Where the API is, and who asks. */
export interface Config {
  workspaceId: string;
  apiKey: string;
  baseUrl: string;
  /** What to send requests with; the runtime's own if left out. */
  fetch?: typeof fetch;
  /** Whether this package's checks look at calling hours, and how. */
  callingHours?: import("seax-dialer").CallingHoursOptions | false;
}

/** What the jobs look at in a row. */
export interface Named {
  id: string;
  name: string;
  phone?: string | null | undefined;
}

/** A campaign as a caller writes it: what the job for creates sends. */
export interface Draft {
  type: "AI_AGENT";
  name: string;
  phone_ids: string[];
  ai_agent_conversation_config_id: string;
  start_time: string;
  end_time: string;
  message: string;
  any_contact_label_ids: string[];
  exclude_contact_ids: string[];
}

/** One way of talking to the API. */
export interface Client {
  /** The workspace's phones: a small reply. */
  phones(): Promise<Named[]>;
  /** The first contacts. */
  contacts(limit: number): Promise<Named[]>;
  /** The first contacts with id, name and phone only, for clients that can select fields. */
  names(limit: number): Promise<Named[]>;
  /** Makes a campaign. */
  create(draft: Draft): Promise<{ id: string }>;
  /** Checks a campaign before anyone is called, where the client can do that: how many contacts it has. */
  check?(draft: Draft): Promise<number>;
  /** Every contact of the workspace, one after another. */
  walk(visit: (contact: Named) => void): Promise<void>;
}

/** What the file of a client exports. */
export interface Entry {
  make(config: Config): Promise<Client>;
}
