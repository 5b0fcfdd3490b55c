import type { Session } from 'electron';
import { isAppUrl } from './app-protocol.ts';

/** A page may write to the clipboard after a click or a key, and ask for nothing else. */
export function refusePermissions(session: Session): void {
  const mayWrite = (permission: string, address: string): boolean =>
    permission === 'clipboard-sanitized-write' && isAppUrl(address);
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(details.isMainFrame && mayWrite(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => mayWrite(permission, origin));
  session.setDevicePermissionHandler(() => false);
}
