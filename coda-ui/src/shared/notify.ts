/** Whether this browser may show notifications, or could be asked. */
export const canNotify = () => 'Notification' in globalThis && isSecureContext;

/** Asks for the permission, which browsers grant only on a click; true if it is there. */
export const askToNotify = async (): Promise<boolean> =>
  canNotify() && (await Notification.requestPermission()) === 'granted';

/** Shows a notification, if the user has allowed it; a later one with the same tag replaces it. */
export function notify(title: string, body: string, tag: string, onClick: () => void): void {
  if (!canNotify() || Notification.permission !== 'granted') return;
  const shown = new Notification(title, { body, tag });
  shown.onclick = () => {
    window.focus();
    shown.close();
    onClick();
  };
}
