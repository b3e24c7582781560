// The texts that the first step needs, in Traditional Chinese.

import type { FirstWords } from "./en.ts";
import { zhTWErrors } from "./zh_tw_errors.ts";

export const zhTW: FirstWords = {
  title: "外撥活動",
  direction: "ltr",
  close: "關閉",
  navigation: "活動",
  newCampaign: "新增活動",
  campaigns: "活動紀錄",
  live: "即時",
  results: "結果",
  scheduled: "已排程",
  loading: "載入中…",
  details: "詳細資料",
  tryAgain: "再試一次",
  back: "上一步",
  next: "下一步",
  keyRefused:
    "<seax-launcher> 的某個屬性看起來是金鑰或權杖，任何訪客都能讀到，因此不會使用。請移除該屬性、撤銷金鑰，並改用 getToken。",
  setup: {
    endpoint: () => "此頁面沒有指定伺服器：<seax-launcher> 需要 endpoint。請告知頁面的管理者。",
    workspace: (given) =>
      `${given ? `「${given}」不是工作區 ID` : "此頁面沒有指定工作區"}：<seax-launcher> 需要 workspace-id，例如 3fa85f64-5717-4562-b3fc-2c963f66afa6。請告知頁面的管理者。`,
    policy: () =>
      "此頁面的 Content-Security-Policy 禁止 WebAssembly：請在 script-src 加入 'wasm-unsafe-eval'。請告知頁面的管理者。",
  },
  stepsTitle: "步驟",
  steps: { phones: "外撥號碼", audience: "對象", script: "通話內容", schedule: "時間", review: "確認" },
  done: "已完成",
  lacks: {
    phones: "請至少選擇一個號碼。",
    audience: "請選擇對象。",
    agent: "請選擇專員。",
    message: "請輸入訊息。",
    audio: "請輸入錄音網址。",
    window: "結束時間必須晚於開始時間。",
    start: "請輸入開始時間。",
    startPast: "開始時間已經過了。請選擇較晚的時間，或改為現在開始。",
    far: "這個時間在十年之後。請檢查年份。",
    end: "請輸入結束時間。",
    endPast: "結束時間已經過了。請選擇較晚的時間。",
    unseen: "請確認撥打時間。",
    name: "請輸入活動名稱。",
  },
  reload: "重新載入頁面",
  upstreamRefused: "SeaX 不接受此頁面伺服器的 API 金鑰。您的登入沒有問題，請通知管理此頁面的人員。",

  phonesTitle: "外撥號碼",
  phonesLead: "對方會看到來電的號碼。",
  phonesNone: "此工作區沒有可撥打電話的號碼。請在 SeaX 新增。",
  callbacksToAgent: "回電由 AI 專員接聽",
  callbacksTo: (whom) => `回電轉接至 ${whom}`,

  nameFor: (whom, day) => `${whom || "外撥活動"} ${day}`,
  launch: "啟動",

  launchingTitle: "啟動中",
  unconfirmedTitle: "尚未確認",
  alikeTitle: "已有相似的活動",
  twiceTitle: "啟動了兩次",

  errors: zhTWErrors,
  errorUnknown: "發生錯誤。請再試一次。",
};
