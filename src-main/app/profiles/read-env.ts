import { type FoundProfile, foundProfile } from './found-profile.ts';
import { isPostgresUrl, readUrl } from './read-url.ts';

/** Families of variables that name the parts of one database. Any variable that holds a whole address counts besides. */
const prefixes = ['POSTGRES_', 'POSTGRESQL_', 'PG', 'SKILLS_DB_', 'SUPABASE_DB_', 'SUPABASE_'];

/** Reads the databases that the text of an `.env` file names; each once. None is no error. */
export function readEnv(text: string): readonly FoundProfile[] {
  const variables = parseEnv(text);
  const addresses = Object.values(variables).filter(isPostgresUrl).map(readUrl);
  const families = prefixes.flatMap((prefix) => fromParts(prefix, variables));
  const found = new Map<string, FoundProfile>();
  for (const each of [...addresses, ...families]) {
    const known = found.get(each.profile.id);
    if (known?.password === undefined) found.set(each.profile.id, known ? { ...known, password: each.password } : each);
  }
  return [...found.values()];
}

type Variables = Readonly<Record<string, string>>;

function fromParts(prefix: string, variables: Variables): readonly FoundProfile[] {
  const read = (...names: readonly string[]): string | undefined =>
    names.map((name) => variables[`${prefix}${name}`]).find((value) => value !== undefined && value !== '');
  const database = read('DB', 'DATABASE', 'NAME', 'DBNAME');
  const password = read('PASSWORD', 'PASS', prefix === 'SUPABASE_' ? 'DB_PASSWORD' : 'PASSWD');
  const host = read('HOST', 'HOSTNAME', 'SERVER') ?? supabaseHost(prefix, variables, password);
  if (host === undefined && database === undefined) return [];
  const supabase = prefix.startsWith('SUPABASE');
  const parts = {
    ...{ host, password },
    database: database ?? (supabase ? 'postgres' : undefined),
    port: read('PORT'),
    user: read('USER', 'USERNAME') ?? (supabase ? 'postgres' : undefined),
    sslMode: read('SSLMODE', 'SSL_MODE', 'SSL'),
    caFile: read('SSLROOTCERT', 'CA_FILE'),
    applicationName: read('APPNAME'),
  };
  return [foundProfile(parts)];
}

/** A Supabase project's address names its database's host too; without a password it is meant for its web interface. */
function supabaseHost(prefix: string, variables: Variables, password: string | undefined): string | undefined {
  if (prefix !== 'SUPABASE_' || password === undefined) return undefined;
  const project = /^https:\/\/([a-z0-9]+)\.supabase\.co\b/.exec(variables['SUPABASE_URL'] ?? '')?.[1];
  return project && `db.${project}.supabase.co`;
}

/** One assignment: `export` before it, a value in quotes (which may span lines) or up to the end of the line or ` #`. */
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:'([^']*)'|"((?:\\.|[^"\\])*)"|(#[^\r\n]*|[^\r\n]*?))[ \t]*(?:[ \t]#[^\r\n]*)?$/gms;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Variables in order, later ones win; `${NAME}`, `$NAME` and `${NAME:-default}` are resolved unless in single quotes. */
export function parseEnv(text: string): Variables {
  const variables: Record<string, string> = {};
  for (const [, name = '', single, double, plain = ''] of text.replace(/^\uFEFF/, '').matchAll(ASSIGNMENT)) {
    if (single !== undefined) variables[name] = single;
    else if (double === undefined) variables[name] = plain.startsWith('#') ? '' : resolve(plain, variables);
    else variables[name] = resolve(double, variables).replace(/\\(.)/gs, (_, after: string) => escapes[after] ?? after);
  }
  return variables;
}

function resolve(value: string, variables: Variables): string {
  const reference = /(?<!\\)\$(?:\{(\w+)(?::?-([^}]*))?\}|([A-Za-z_]\w*))/g;
  return value.replace(reference, (whole, braced?: string, fallback?: string, bare?: string) => {
    const known = variables[braced ?? bare ?? ''];
    // A password may hold a dollar sign: without braces, only a variable of this file is meant.
    if (bare !== undefined) return known ?? whole;
    return known || (fallback ?? '');
  });
}
