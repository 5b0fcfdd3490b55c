/** A run of lines of what an environment answered. */
export interface AnswerPart {
  readonly kind: 'output' | 'error';
  readonly lines: readonly AnswerLine[];
}

export interface AnswerLine {
  readonly text: string;
  /** How many times it came in a row, but for the number of the line of code that wrote it. */
  readonly times: number;
}

/** `AttributeError: …`, `fle.env.EntityError`, at the beginning of a line or behind the number of a line of code. */
const ERROR = /^\s*(?:\d+:\s*)?(?:\(\s*['"])?[\w.]*(?:Error|Exception|Interrupt)\b(?!\w)/;
const TRACE = /^\s*(?:\d+:\s*)?(?:\(\s*['"])?(?:Traceback \(most recent call last\)|Error occurred)/;

/** Whether an answer that nothing else is known of tells of an error. */
export function tellsError(answer: string): boolean {
  return answer.split('\n').some((line) => ERROR.test(line) || TRACE.test(line));
}

/** The line that says what went wrong: the last one that names an error. `null` where none does. */
export function errorLine(answer: string): string | null {
  const lines = answer.split('\n');
  const named = lines.findLast((line) => ERROR.test(line)) ?? lines.find((line) => TRACE.test(line));
  return named === undefined ? null : named.trim().slice(0, MOST_OF_LINE);
}

const MOST_OF_LINE = 300;

/** An answer as runs of output and errors, with lines that repeat told once. */
export function answerParts(answer: string): readonly AnswerPart[] {
  const parts: { kind: AnswerPart['kind']; lines: { text: string; times: number }[] }[] = [];
  let tracing = false;
  for (const text of answer.replace(/\n+$/, '').split('\n')) {
    const begins = TRACE.test(text);
    const names = ERROR.test(text);
    // What is indented below an error, and everything up to the error's name below a trace, belongs to it.
    const goesOn = parts.at(-1)?.kind === 'error' && (tracing || /^\s+\S/.test(text));
    tracing = begins || (tracing && !names);
    const kind = begins || names || goesOn ? 'error' : 'output';
    let part = parts.at(-1);
    if (part?.kind !== kind) {
      part = { kind, lines: [] };
      parts.push(part);
    }
    const last = part.lines.at(-1);
    if (last !== undefined && unnumbered(last.text) === unnumbered(text)) last.times += 1;
    else part.lines.push({ text, times: 1 });
  }
  return parts;
}

function unnumbered(line: string): string {
  return line.replace(/^\s*\d+:\s*/, '');
}
