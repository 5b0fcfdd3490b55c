import { type FoundProfile, foundProfile } from './found-profile.ts';

/** `postgres://`, `postgresql://`, with a driver's name (`postgresql+psycopg://`) or `jdbc:` before it. */
const SCHEME = /^(?:jdbc:)?postgres(?:ql)?(?:\+\w+)?:\/\//i;

export function isPostgresUrl(text: string): boolean {
  return SCHEME.test(text.trim());
}

/**
 * Reads an address of a Postgres database as libpq does: percent-encoding, the first of several hosts, IPv6 in brackets,
 * a socket folder as host. A password may hold `@`, `/`, `?` and `#` unescaped, as people paste them. Its words never get
 * into an error.
 */
export function readUrl(text: string): FoundProfile {
  const rest = text.trim().replace(SCHEME, '');
  const end = loginEnd(rest);
  const login = rest.slice(0, Math.max(0, end));
  const place = rest.slice(end + 1);
  const [, hosts = '', path = '', query = ''] = /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(place) ?? [];
  const { host, port } = firstHost(hosts);
  const parameters = new URLSearchParams(query.replaceAll('+', '%2B'));
  const parameter = (name: string): string | undefined => parameters.get(name) ?? undefined;
  const colon = login.indexOf(':');
  return foundProfile({
    host: (parameter('host') ?? parameter('hostaddr') ?? decode(host)).split(',')[0],
    port: (parameter('port') ?? port).split(',')[0],
    database: parameter('dbname') ?? decode(path),
    user: parameter('user') ?? decode(colon < 0 ? login : login.slice(0, colon)),
    password: parameter('password') ?? (colon < 0 ? undefined : decode(login.slice(colon + 1))),
    sslMode: parameter('sslmode') ?? parameter('ssl'),
    caFile: parameter('sslrootcert'),
    applicationName: parameter('application_name'),
  });
}

/** Where the `@` after user and password is: the last one that is not part of the parameters. −1 without a login. */
function loginEnd(rest: string): number {
  const beforeMark = rest.split('?', 1)[0]?.lastIndexOf('@') ?? -1;
  if (beforeMark >= 0) return beforeMark;
  // The first question mark may belong to a password; parameters have names.
  const parameters = rest.search(/[?&]\w+=/);
  return (parameters < 0 ? rest : rest.slice(0, parameters)).lastIndexOf('@');
}

function firstHost(hosts: string): { readonly host: string; readonly port: string } {
  const first = hosts.split(',')[0] ?? '';
  const [, bracketed, plain = '', port = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(first) ?? [];
  return { host: bracketed ?? plain, port };
}

/** A percent sign that starts no escape is one: people paste passwords as they are. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
