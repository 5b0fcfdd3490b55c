/** The word that says what a statement does, in lower case: the first after white space, comments and parentheses. */
export function leadingWord(statement: string): string | undefined {
  let at = 0;
  while (at < statement.length) {
    if (statement.startsWith('--', at)) at = endOf(statement.indexOf('\n', at), statement);
    else if (statement.startsWith('/*', at)) at = afterComment(statement, at);
    else if (/[\s(]/.test(statement.charAt(at))) at++;
    else break;
  }
  return /^[a-z]+/i.exec(statement.slice(at, at + 20))?.[0].toLowerCase();
}

/** Comments nest in Postgres, unlike in most of SQL. */
function afterComment(statement: string, start: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(statement); mark !== null; mark = marks.exec(statement)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return statement.length;
}

function endOf(found: number, statement: string): number {
  return found < 0 ? statement.length : found;
}
