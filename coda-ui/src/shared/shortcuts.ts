/** The keys that the application takes, as they are listed for people. */
export const SHORTCUTS: readonly { keys: string; what: string }[] = [
  { keys: 'Ctrl+K', what: 'Search chats and commands' },
  { keys: 'Ctrl+Shift+O', what: 'New chat' },
  { keys: 'Ctrl+B', what: 'Open or close the side bar' },
  { keys: 'Ctrl+F', what: 'Find in this chat; again for the browser’s own search' },
  { keys: 'Enter', what: 'Send' },
  { keys: 'Ctrl+Enter', what: 'Stop the answer and send instead' },
  { keys: '/', what: 'Saved prompts, in an empty box' },
  { keys: 'Shift+Enter', what: 'New line' },
  { keys: '↑', what: 'Edit your last message, in an empty box' },
  { keys: 'Esc', what: 'Stop the answer' },
  { keys: '?', what: 'This list' },
];
