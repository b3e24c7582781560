// Texts about existing campaigns, in Traditional Chinese: running and finished ones.

import type { enCampaigns } from "./en_campaigns.ts";

/** `8 人`. */
export const people = (_count: number, shown: string) => `${shown} 人`;

const statuses: Record<string, string> = {
  PENDING: "等待中",
  STARTED: "已開始",
  PAUSED: "已暫停",
  PROCESSING: "撥打中",
  FINISHED: "已完成",
  FAILED: "失敗",
  TERMINATED: "已終止",
  CANCELED: "已取消",
};

const callStatuses: Record<string, string> = {
  queued: "等待中",
  ringing: "響鈴中",
  "in-progress": "通話中",
  canceled: "已取消",
  completed: "已接聽",
  failed: "失敗",
  busy: "忙線",
  "no-answer": "未接聽",
  missed: "未接來電",
};

const types: Record<string, string> = {
  AI_AGENT: "AI 專員",
  VOICE_DROP: "語音播放",
  PROGRESSIVE_DIALER: "漸進式外撥",
};

const milestones: Record<string, string> = {
  launched: "活動已啟動。",
  "quarter-1": "已撥打四分之一的對象。",
  "quarter-2": "已撥打一半的對象。",
  "quarter-3": "已撥打四分之三的對象。",
  "quarter-4": "所有人都已撥打過一次。",
  FINISHED: "活動已結束。",
};

/** Says 「剛剛更新」: 「現在更新」, from `Intl`, would read as a command. */
const justNow = (ago: string) => ago.replace("現在", "剛剛");

export const zhTWCampaigns: typeof enCampaigns = {
  noFigures: "尚無統計資料。",
  noResultsYet: "尚無結果。",
  called: "人已撥打",
  doneOf: (done, of) => `已撥打 ${done} / ${of} 人`,
  answersTitle: "接聽情況",
  reached: "接通真人",
  buckets: { human: "真人", machine: "答錄機", no_answer: "未接聽", unknown: "不明", open: "尚無結果" },
  paceChart: (first, last) => `每分鐘通話數，從 ${first} 到 ${last}`,
  updated: (ago) => `${justNow(ago)}更新`,
  factReached: "接通人數",
  overTimeTitle: "各時段結果",
  overTimeChart: (from, until) => `${from} 到 ${until} 的通話結果`,
  overTimeUnit: (span) => `每 ${span}的通話數`,
  byNumberTitle: "各號碼結果",
  callsOf: (_count, shown) => `${shown} 通`,
  callsPerMinute: "每分鐘通話數",
  forecastKinds: { estimate: "預計結束", earliest: "最早結束", window: "停止於" },
  took: "歷時",
  csv: "下載統計資料（CSV）",

  pause: "暫停",
  resume: "恢復撥打",
  resumeAnyway: "仍要恢復撥打",
  resumeOutside: (people) => `現在不在 ${people}的可撥打時段內。`,
  resumeOver: "活動的結束時間已經過了。",
  resumeUnchecked: "無法檢查現在是否可以撥打給所有人。",
  stop: "停止",
  stopTitle: (name) => `要停止「${name}」嗎？`,
  stopText: "進行中的通話會自行結束，不會再撥給其他人，且活動無法重新啟動。",
  stopNo: "繼續撥打",
  delete: "刪除",
  deleteTitle: (name) => `要刪除「${name}」嗎？`,
  deleteText: "其統計資料和通話紀錄會一併刪除，且無法復原。",
  deleteCampaign: (name) => `刪除${name}`,
  alreadyLaunched: "這份草稿先前已經啟動。這是它的活動，不會有人被重複撥打。",
  scheduledFor: (time) => `開始時間：${time}`,
  scheduleChange: "變更或改期",
  scheduleSave: "儲存變更",
  scheduleSaveAnyway: "仍要儲存",
  scheduleUnchecked: "無法檢查這段時間是否可以撥打給所有人。",
  callsTitle: "通話紀錄",
  callsOutcome: "結果",
  callsAll: "所有結果",
  callsSearch: "姓名或號碼",
  callsShown: (shown, of) => `${of} 通中的 ${shown} 通`,
  callsUpdate: "重新整理",
  transcript: "逐字稿",
  recordingPlay: "播放錄音",
  recordingOpen: "在新分頁開啟錄音",
  recordingOf: (name) => `與${name}通話的錄音`,
  callsShow: "顯示通話紀錄",
  callsNone: "尚無通話。",
  callsColumns: ["對象", "結果", "時間", "摘要"],
  callsCsv: "下載通話紀錄（CSV）",
  callStatuses,
  keysPressed: (keys) => `按鍵：${keys}`,
  noName: "（沒有姓名）",

  campaignsNone: "尚無活動。",
  campaignsRunning: "進行中與已排程",
  campaignsOver: "已結束",
  peopleReached: (_count, shown) => `接通 ${shown} 人`,
  open: "開啟",
  openCampaign: (name) => `開啟${name}`,
  duplicate: "複製",
  duplicateCampaign: (name) => `複製${name}`,
  copyOf: (name) => `${name}（複本）`,
  more: "顯示更多",

  milestone: (name) => milestones[name] ?? statuses[name] ?? "",
  statuses,
  types,
};
