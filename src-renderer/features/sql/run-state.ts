import type { Cell } from '#shared/model/cell.ts';
import type { ErrorData } from '#shared/model/failure.ts';
import type { AnswerColumn, StreamPiece } from '#shared/model/page.ts';

/** Rows a window shows; one more is asked for, to know whether there are more. */
export const mostRows = 10_000;

/** One run of a statement, from its start to its end. */
export interface Run {
  readonly id: number;
  readonly sql: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** Clock of the page when it began. */
  readonly started: number;
  readonly milliseconds: number;
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Whether there are more rows than the window shows. */
  readonly more: boolean;
  readonly failure: ErrorData | undefined;
}

export function startRun(id: number, sql: string, now: number): Run {
  return {
    id,
    sql,
    state: 'running',
    started: now,
    milliseconds: 0,
    columns: [],
    rows: [],
    more: false,
    failure: undefined,
  };
}

/** A run after one more piece of its answer. */
export function addPiece(run: Run, piece: StreamPiece, most = mostRows): Run {
  switch (piece.kind) {
    case 'columns':
      return { ...run, columns: piece.columns };
    case 'rows': {
      const rows = [...run.rows, ...piece.rows];
      return { ...run, rows: rows.slice(0, most), more: run.more || rows.length > most };
    }
    case 'done':
      return { ...run, state: 'done', milliseconds: piece.milliseconds };
  }
}

export function endRun(run: Run, failure: ErrorData, now: number): Run {
  const state = failure.code === 'CANCELLED' ? 'cancelled' : 'failed';
  return { ...run, state, failure, milliseconds: now - run.started };
}
