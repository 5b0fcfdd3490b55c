/**
 * Chromium cannot show a scheme of ours, so each `scheme://host/…` is shown as `https://host.scheme.stand-in.test/…`, a
 * secure origin of its own. Nothing leaves the machine: each such request is answered by `protocol.handle`.
 */
const domain = 'stand-in.test';

/** What Chromium is told, for an address of the application. */
export function shownAddress(address: string): string {
  const [, scheme, host, rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/.exec(address) ?? [];
  if (scheme === undefined || scheme === 'http' || scheme === 'https') return address;
  return `https://${host}.${scheme}.${domain}${rest}`;
}

/** What the application is told, for an address of Chromium's; others stay as they are. The rest is never normalised. */
export function ownAddress(shown: string): string {
  const [, host, scheme, rest = ''] = /^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.stand-in\.test(.*)$/.exec(shown) ?? [];
  return scheme === undefined ? shown : `${scheme}://${host}${rest}`;
}

/** Every request of a scheme of ours, as a pattern of DevTools' `Fetch`. */
export const shownPattern = `https://*.${domain}/*`;
