import type * as Electron from 'electron';
import { lifecycle } from './lifecycle.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();
const privileged = new Set<string>();

/** Who answers requests of this address, if its scheme is one of ours. */
export function handlerOf(address: string): Handler | undefined {
  return handlers.get(address.slice(0, Math.max(0, address.indexOf(':'))));
}

/** Custom schemes; each call is refused at the wrong time, as Electron does. */
export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    lifecycle.onlyBeforeReady('protocol.registerSchemesAsPrivileged');
    if (privileged.size > 0) throw new Error('registerSchemesAsPrivileged can be called once');
    for (const { scheme, privileges = {} } of schemes) {
      if (privileges.bypassCSP === true)
        throw new Error(`The stand-in refuses a scheme that bypasses the policy: ${scheme}`);
      privileged.add(scheme);
    }
  },
  handle(scheme, handler) {
    lifecycle.onlyAfterReady('protocol.handle');
    if (!privileged.has(scheme)) throw new Error(`The stand-in serves privileged schemes only, not ${scheme}`);
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler as unknown as Handler);
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

/** Handlers are kept for tests to ask; Chromium itself does not ask them here. */
const permissions: Record<string, unknown> = {};

const defaultSession = {
  setPermissionRequestHandler(handler) {
    permissions['request'] = handler;
  },
  setPermissionCheckHandler(handler) {
    permissions['check'] = handler;
  },
  setDevicePermissionHandler(handler) {
    permissions['device'] = handler;
  },
} satisfies Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

export const session = {
  get defaultSession() {
    lifecycle.onlyAfterReady('session.defaultSession');
    return defaultSession;
  },
};

/** Fails when the application left a kind of permission undecided. */
export function assertPermissionsDecided(): void {
  const missing = ['request', 'check', 'device'].filter((kind) => typeof permissions[kind] !== 'function');
  if (missing.length > 0) throw new Error(`A page was loaded before these permissions were decided: ${missing}`);
}
