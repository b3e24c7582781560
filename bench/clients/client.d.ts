// The interface of every client.

/** The API's address, and the caller's credentials. */
export interface Config {
  workspaceId: string;
  apiKey: string;
  baseUrl: string;
  /** The `fetch` to use; the runtime's own by default. */
  fetch?: typeof fetch;
  /** The calling-hours option of this package's checks. */
  callingHours?: import("seax-dialer").CallingHoursOptions | false;
}

/** The fields of a row that the jobs use. */
export interface Named {
  id: string;
  name: string;
  phone?: string | null | undefined;
}

/** A campaign draft: what the job for creates sends. */
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

/** A client of the API. */
export interface Client {
  /** Reads the workspace's phones: a small reply. */
  phones(): Promise<Named[]>;
  /** Reads the first contacts. */
  contacts(limit: number): Promise<Named[]>;
  /** Reads the first contacts, with id, name and phone only if the client can select fields. */
  names(limit: number): Promise<Named[]>;
  /** Creates a campaign. */
  create(draft: Draft): Promise<{ id: string }>;
  /** Checks a campaign before anyone is called, if the client can. Resolves to the number of its contacts. */
  check?(draft: Draft): Promise<number>;
  /** Visits every contact of the workspace, one by one. */
  walk(visit: (contact: Named) => void): Promise<void>;
}

/** The exports of a client's file. */
export interface Entry {
  make(config: Config): Promise<Client>;
}
