import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Where requests need the token; the cookie goes nowhere else, for other servers of this computer hear its cookies too. */
const guarded = ['/rpc', '/upload'];

/**
 * What a page must know to be answered. It comes once in the page's address and stays as a cookie of this host and port, so
 * that a bookmark finds its way back while the same server runs. No script can read the cookie; the checks of `Host` and
 * `Origin` keep other pages from using it.
 */
export class Token {
  readonly value = randomBytes(24).toString('base64url');

  /** Whether a request carries it: as its own word, or in the cookie. */
  isIn(request: IncomingMessage, given: string | undefined): boolean {
    return this.#is(given) || this.#is(cookieOf(request, cookieName(request)));
  }

  /** The `Set-Cookie` headers for a page that was asked for with the token in its address; none without. */
  cookies(request: IncomingMessage, given: string | null): readonly string[] {
    if (!this.#is(given ?? undefined)) return [];
    return guarded.map((path) => `${cookieName(request)}=${this.value}; Path=${path}; HttpOnly; SameSite=Strict`);
  }

  #is(given: string | undefined): boolean {
    const [a, b] = [Buffer.from(given ?? ''), Buffer.from(this.value)];
    return a.length === b.length && timingSafeEqual(a, b);
  }
}

/** Cookies know no port, so the name does: the one the browser used, which a tunnel may have changed. */
function cookieName({ headers }: IncomingMessage): string {
  return `starling-${/:(\d+)$/.exec(headers.host ?? '')?.[1] ?? '80'}`;
}

function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
