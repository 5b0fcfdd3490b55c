import { Failure } from '#shared/model/failure.ts';

/** Text that is skipped when looking for words and semicolons: strings, identifiers and comments, closed or running to the end. */
const SKIPPED =
  /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`[^`]*(?:`|$)|\[[^\]]*(?:\]|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** Pragmas that only tell something. The others set something, even on a read-only connection. */
const TELLING = new Set(
  `application_id collation_list compile_options data_version database_list encoding foreign_key_check foreign_key_list
   freelist_count function_list index_info index_list index_xinfo integrity_check journal_mode module_list page_count
   page_size pragma_list quick_check schema_version table_info table_list table_xinfo user_version`.split(/\s+/),
);

/** Of these, the ones that take an argument; with one, all others set something. */
const ASKING = /_(info|xinfo|list|check)$/;

/** Throws unless the text is one statement, and no pragma that sets anything. What else may write, the engine knows. */
export function checkStatement(text: string): void {
  const bare = text.replace(SKIPPED, (part) => (part.startsWith('--') || part.startsWith('/*') ? ' ' : 'x'));
  const [first = '', ...others] = bare.split(';');
  const rest = others.join('').trim();
  if (`${first}${rest}`.trim() === '') throw failed('There is no statement to run. Write one first.', text);
  if (rest !== '') throw failed('Run one statement at a time: remove what follows the first semicolon.', text);
  const pragma = /^\s*(?:explain\s+(?:query\s+plan\s+)?)?pragma\s+(?:\w+\s*\.\s*)?(\w+)\s*([=(])?/i.exec(first);
  if (pragma === null) return;
  const called = (pragma[1] ?? '').toLowerCase();
  const asks = TELLING.has(called) && (pragma[2] === undefined || (pragma[2] === '(' && ASKING.test(called)));
  if (!asks) throw new Failure('NOT_ALLOWED', 'Statements here cannot change settings of the engine.', { sql: text });
}

function failed(message: string, sql: string): Failure {
  return new Failure('SQL_FAILED', message, { sql });
}
