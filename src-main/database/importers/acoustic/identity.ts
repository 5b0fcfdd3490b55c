import { textOf } from '../xlsx/sheet.ts';
import type { LogBook, LogRecord } from './log-book.ts';
import { LogFault } from './log-rows.ts';

export const studies = ['AOA', 'preOA', 'SMoCK'] as const;

/** Which person, knee and manoeuvre a row is of. */
export interface Identity {
  readonly study: string;
  readonly participant: number;
  readonly knee: string;
  readonly maneuver: string;
}

/**
 * From the row, the other rows, the summary, and last the name of the file, in this order. `study` is what a person said:
 * newer logs do not tell. Throws {@link LogFault} for what is not told anywhere.
 */
export function identityOf(record: LogRecord, { audio, summary, file }: LogBook, study: string | undefined): Identity {
  const told = (...names: readonly string[]): string =>
    [record, ...audio.slice(0, 1), summary].map((each) => textAt(each, names)).find((text) => text !== '') ?? '';
  const number = told('study id', 'participant id') || (/log_#?([A-Za-z]*\d+)_/.exec(file.name)?.[1] ?? '');
  const participant = /(\d+)(?:\.0)?$/.exec(number)?.[1];
  if (participant === undefined)
    throw new LogFault('study_participant_id', 'It does not say of which participant it is');
  const name = studyOf(told('study')) ?? studyOf(/^#?[A-Za-z]+/.exec(number)?.[0] ?? '') ?? study;
  if (name === undefined) throw new LogFault('study_name', 'It does not say of which study it is');
  const knee = /left|right/.exec((told('knee', 'knee side') || file.name).toLowerCase())?.[0];
  if (knee === undefined) throw new LogFault('knee', 'It does not say of which knee it is');
  const maneuver = maneuverOf(told('maneuver')) ?? maneuverOf(file.name);
  if (maneuver === null) throw new LogFault('maneuver', 'It does not say of which maneuver it is');
  return { study: name, participant: Number(participant), knee, maneuver };
}

function textAt({ cells }: LogRecord, names: readonly string[]): string {
  for (const name of names) {
    const value = cells.get(name);
    if (value !== undefined && textOf(value).trim() !== '') return textOf(value).trim();
  }
  return '';
}

function studyOf(text: string): string | undefined {
  const plain = text.replace('#', '').toLowerCase();
  return studies.find((study) => study.toLowerCase() === plain);
}

function maneuverOf(text: string): string | null {
  const plain = text.toLowerCase();
  if (/walk/.test(plain)) return 'walk';
  if (/\bsts\b|sit.*stand/.test(plain)) return 'sts';
  return /\bfe\b|flex.*ext/.test(plain) ? 'fe' : null;
}

/** Whether some log does not tell its study. */
export function lacksStudy(books: readonly LogBook[]): boolean {
  return books.some((book) => {
    const [first] = [book.audio, book.biomechanics, book.synchronizations, book.cycles].flat();
    try {
      identityOf(first ?? book.summary, book, undefined);
      return false;
    } catch (thrown) {
      if (thrown instanceof LogFault) return thrown.column === 'study_name';
      throw thrown;
    }
  });
}
