// The hand-written types that openapi-fetch needs, for the three paths that the jobs use.

import type { Draft, Named } from "./client.d.ts";

interface InWorkspace {
  workspace_id: string;
}

interface Reply<Status extends number, Body> {
  responses: { [Key in Status]: { content: { "application/json": Body } } };
}

interface List extends Reply<200, { data: Named[]; total?: number }> {
  parameters: { path: InWorkspace; query?: { offset?: number; limit?: number } };
}

interface Create extends Reply<201, { id: string }> {
  parameters: { path: InWorkspace };
  requestBody: { content: { "application/json": Draft } };
}

export interface paths {
  "/api/v1/workspace/{workspace_id}/phones": { get: List };
  "/api/v1/workspace/{workspace_id}/contacts": { get: List };
  "/api/v1/workspace/{workspace_id}/auto_dialer_campaigns": { post: Create };
}
