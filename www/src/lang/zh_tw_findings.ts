// Texts of findings, in Traditional Chinese: one sentence for what is wrong, one for what to do.

import type { FindingTexts } from "./texts.ts";

/** Labels of a draft's fields on the screen. A field that no step shows keeps its API name. */
const FIELDS: Record<string, string> = {
  name: "活動名稱",
  type: "類型",
  phone_ids: "外撥號碼",
  ai_agent_conversation_config_id: "專員",
  message: "訊息",
  audio_url: "錄音網址",
  tts_language: "語言",
  tts_voice: "聲音",
  start_time: "開始",
  end_time: "結束",
  timezone: "時區",
  max_attempts: "每人撥打次數",
  max_dialers: "同時通話數",
};

const field = (name: string) => FIELDS[name] ?? name;

/** The field of a finding about contacts who share the number of a contact with the label. */
const SHARED = "exclude_contact_ids";

const number = (name: string) => (name ? `號碼「${name}」` : "有選取的號碼");

export const zhTWFindings: FindingTexts = {
  missing_field: ({ name }) => `尚未填寫「${field(name)}」。請填寫。`,
  invalid_field: ({ name }) => `「${field(name)}」的內容不正確。請修正。`,
  unknown_field: ({ name }) => `活動沒有名為「${name}」的欄位。請移除。`,
  time_without_offset: ({ name }) => `「${field(name)}」不是完整的日期與時間。請重新輸入。`,
  no_phone: () => "尚未選擇外撥號碼。請至少選擇一個。",
  window_reversed: () => "結束時間早於開始時間。請改為較晚的結束時間。",
  window_over: () => "結束時間已過，不會撥給任何人。請改為較晚的結束時間。",
  start_not_scheduled: ({ inHours }) =>
    `活動稍後才開始，但未標記為排程，可能會立刻${inHours ? "在可撥打時段以外" : ""}撥打。請標記為排程。`,
  window_too_short: ({ needed, available, inHours }) =>
    inHours
      ? `可撥打時段內的時間可能不夠：通話可能需要 ${needed}。請延長活動時間、增加同時通話數，或減少對象。`
      : `通話可能需要 ${needed}，但只有 ${available}可用。請延後結束時間、增加同時通話數，或減少對象。`,
  nothing_to_say: () => "電話中不會說任何話，對方只會聽到一片安靜。請輸入文字或加入錄音。",
  audio_and_message: () => "同時有文字和錄音，但只能播放其中一個。請移除另一個。",
  contact_file_missing: () => "對象應來自檔案，但沒有指定檔案。請加入檔案。",
  contact_file_ignored: () => "指定了聯絡人檔案，但活動不會使用它。請移除檔案。",
  chosen_and_excluded: () => "同一個標籤或聯絡人既被選取又被排除。請從其中一處移除。",
  only_a_draft: () => "活動只會存成草稿，不會撥給任何人。",
  variable_reserved: ({ name }) => `{${name}} 是保留名稱，其值會被忽略。請改用其他名稱。`,
  variable_unused: ({ name }) => `訊息沒有用到 {${name}}。請插入該欄位，或移除其值。`,
  variable_empty: ({ name }) => `{${name}} 的值是空的，所有人都會聽到空白。請輸入內容。`,
  stray_brace: () => "訊息中有不屬於任何欄位的大括號，可能會被唸出來。欄位請寫成 {name}，並移除其他大括號。",
  phone_not_found: ({ name }) => `${number(name)}已不在此工作區。請選擇其他號碼。`,
  phone_disabled: ({ name }) => `${number(name)}已停用。請啟用，或選擇其他號碼。`,
  phone_without_voice: ({ name }) => `${number(name)}無法撥打電話。請選擇其他號碼。`,
  recipient_needed: ({ name }) =>
    `${number(name)}的回電不是由此活動的專員接聽。請改由該專員接聽，或選擇其他號碼。`,
  recipient_conflict: () => "活動把回電交給了別人，而不是自己的專員。請改由撥打的專員接聽。",
  recipient_unneeded: () => "活動接管了號碼的回電，但沒有必要。除非您需要，否則請移除。",
  agent_not_found: () => "選取的專員已不在此工作區。請選擇其他專員。",
  agent_without_calls: ({ name }) =>
    `專員${name && `「${name}」`}尚未設定通話功能。請在 SeaX 設定，或選擇其他專員。`,
  agent_mismatch: () => "活動指定了兩位不同的專員。請統一為負責通話的那一位。",
  label_not_found: () => "有選取的標籤已不在此工作區。請選擇其他標籤。",
  opt_out_attached: () => "活動會為對象加上「不再撥打」的標籤。除非有此打算，否則請移除該標籤。",
  audience_elsewhere: () => "對象來自此工作區以外，無法檢查。",
  audience_everybody: () => "沒有選取任何標籤或聯絡人，因此會撥給此工作區的所有人。請選擇對象。",
  audience_empty: () => "沒有可以撥打的對象。請選擇其他標籤，或減少排除的人。",
  outside_part: ({ shown }) =>
    `有 ${shown} 人不屬於這個部分，其他部分也可能撥給他們。請在此排除，並以另一個活動撥打。`,
  contact_dnc: ({ shown, name }) =>
    name === SHARED
      ? `有 ${shown} 人與不願接到電話的人（標籤 DNC）共用號碼。請排除這些人。`
      : `有 ${shown} 人不願接到電話（標籤 DNC）。請排除此標籤。`,
  contact_invalid_number: ({ shown, name }) =>
    name === SHARED
      ? `有 ${shown} 人的號碼無法使用（其他聯絡人的標籤 invalid number）。請排除這些人。`
      : `有 ${shown} 人的號碼無法使用（標籤 invalid number）。請排除此標籤。`,
  contact_unreachable: ({ shown }) => `有 ${shown} 人先前無法聯絡（標籤 unreachable）。請排除此標籤。`,
  contact_without_number: ({ shown }) => `有 ${shown} 人沒有電話號碼，不會撥打。請補上號碼。`,
  number_not_e164: ({ shown }) => `有 ${shown} 人的號碼不是 +886912345678 的格式，可能無法接通。請修正號碼。`,
  number_improbable: ({ shown, inNewArea }) =>
    inNewArea
      ? `有 ${shown} 人的號碼區碼不明：號碼可能不存在，也可能是新的區碼。請確認號碼。`
      : `有 ${shown} 人的號碼可能不存在：位數過少或過多，或國碼不明。請修正號碼，或排除這些人。`,
  number_repeated: ({ shown }) => `有 ${shown} 人與其他對象共用號碼，該號碼可能會被重複撥打。請排除這些人。`,
  looks_like_placeholder: () => "訊息中有看起來像欄位的文字，但會被照著唸出來。欄位請寫成 {name}。",
  placeholder_missing: ({ everybody, shown, placeholder }) =>
    everybody
      ? `沒有任何對象有 ${placeholder} 的值，所有人都會聽到欄位名稱被照著唸出來。請檢查拼寫，或為所有人填入相同的值。`
      : `有 ${shown} 人沒有 ${placeholder} 的值，會聽到欄位名稱被照著唸出來。請補上資料、排除這些人，或為所有人填入相同的值。`,
  placeholder_empty: ({ shown, placeholder }) =>
    `有 ${shown} 人的 ${placeholder} 是空的，會聽到空白。請補上資料，或為所有人填入相同的值。`,
  placeholder_in_value: ({ count, shown, name, placeholder }) =>
    count === 0
      ? `{${name}} 的值含有會被照著唸出來的文字，例如欄位。欄位請直接寫在訊息中。`
      : `有 ${shown} 人的 ${placeholder} 含有會被照著唸出來的文字，例如欄位、「undefined」或「�」。請修正資料，或排除這些人。`,
  outside_calling_hours: ({ shown, window }) =>
    `有 ${shown} 人可能會在當地的可撥打時段以外接到電話。${window ? `${window} 可以撥給所有已知可撥打時段的人，請調整時間。` : "沒有已知可以撥給所有人的時間，請依時區分成多個活動。"}`,
  calling_hours_unknown: ({ count, shown, name }) =>
    name === "mode"
      ? "對象來自此工作區以外，因此無法檢查可撥打時段。請選擇對所有人都在可撥打時段內的時間。"
      : count === 0
        ? "無法載入可撥打時段，因此未檢查。請重新檢查，或自行確認當地時間。"
        : `不清楚 ${shown} 人當地的可撥打時段。請在當地時間 9:00 到 21:00 之間撥打。`,
  attempts_over_daily_cap: ({ shown }) => `有 ${shown} 人可能被撥打的次數超過當地規定。請減少撥打次數。`,
  hours_data_old: () => "可撥打時段的規定資料已超過六個月，可能已變更。請告知頁面的管理者更新啟動器。",
  phones_unreadable: () => "無法讀取號碼，因此未檢查。請重新檢查。",
  agents_unreadable: () => "無法讀取專員，因此未檢查。請重新檢查。",
  labels_unreadable: () => "無法讀取標籤，因此未檢查。請重新檢查。",
  audience_unreadable: () => "無法讀取所有對象，因此沒有檢查到每個人。請重新檢查。",
};
