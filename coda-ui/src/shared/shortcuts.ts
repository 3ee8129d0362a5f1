import { msg, t } from './i18n/translate';

/** The keys that the application takes, as they are listed for people. */
export const SHORTCUTS: readonly { keys: string; what: string }[] = [
  { keys: 'Ctrl+K', what: msg('Search chats and commands') },
  { keys: 'Ctrl+Shift+O', what: msg('New chat') },
  { keys: 'Ctrl+B', what: msg('Open or close the side bar') },
  { keys: 'Ctrl+F', what: msg('Find in this chat; again for the browser’s own search') },
  { keys: 'Enter', what: msg('Send') },
  { keys: 'Ctrl+Enter', what: msg('Stop the answer and send instead') },
  { keys: '/', what: msg('Saved prompts, in an empty box') },
  { keys: 'Shift+Enter', what: msg('New line') },
  { keys: '↑', what: msg('Edit your last message, in an empty box') },
  { keys: 'Esc', what: msg('Stop the answer') },
  { keys: '?', what: msg('This list') },
];

/** Keys that have another name in other languages. */
const NAMES: Readonly<Record<string, string>> = {
  Ctrl: msg('Ctrl'),
  Shift: msg('Shift'),
  Enter: msg('Enter'),
};

/** The keys of a shortcut as they are named in the language of the page. */
export const namesOfKeys = (keys: string) => keys.replaceAll(/\w+/g, (key) => t(NAMES[key] ?? key));
