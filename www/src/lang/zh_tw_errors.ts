// Texts of error codes, in Traditional Chinese, for the operator: what went wrong, and what to do.

import type { ErrorTexts } from "./texts.ts";

export const zhTWErrors: ErrorTexts = {
  invalid_argument: "有不正確的內容。",
  unauthorized: "尚未登入，或登入已逾時：伺服器不接受此頁面的權杖。請登入後重新載入頁面。",
  auth_failed: "此頁面無法取得您的登入資訊。請檢查網路連線後再試一次。",
  forbidden: "您沒有權限在此工作區執行這項操作。",
  not_found: "這個項目已不存在。",
  conflict: "內容在您開啟後已變更。請確認後再試一次。",
  unprocessable: "伺服器不接受這項請求。",
  rate_limited: "請求過多。請稍候再試。",
  server_error: "伺服器發生問題。請稍後再試。",
  network: "無法連線到伺服器。請檢查網路連線。",
  timeout: "伺服器沒有及時回應。請再試一次。",
  malformed_reply: "無法讀取伺服器的回應。",
  reply_too_large: "伺服器的回應過大。",
  client_closed: "啟動器已關閉。請重新載入頁面。",
  launch_unconfirmed: "目前還不知道活動是否已經啟動。",
  launched_twice: "活動被啟動了不只一次。",
  preflight_failed: "請先修正以下錯誤。沒有撥出任何電話。",
  not_counted: "無法計算對象人數，因此沒有再次送出。請再試一次。",
  ticket_not_stored: "瀏覽器不允許此頁面儲存資料，無法安全啟動。沒有撥出任何電話。",
  unsafe_browser_key: "此頁面含有 API 金鑰，任何訪客都能讀到。",
  not_loaded: "有一部分無法載入。請檢查網路連線後再試一次。",
};
