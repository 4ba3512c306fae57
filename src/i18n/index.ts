// Messages of the program. Start reading at template.ts (the notation), then message.ts; the texts stand in en/ (the
// base) and zh-CN/ (the same ids), one file per area.
export { LANGS, type Lang, type LangEnv, langNamed, pickLang } from './lang.js';
export {
  type AnyId,
  type Arguments,
  type Formatters,
  hasMessage,
  type MessageId,
  message,
  messageIds,
} from './message.js';
export { fieldLabel, protocolTitle, wireText } from './wire.js';
