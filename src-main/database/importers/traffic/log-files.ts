import { basename, dirname } from 'node:path';
import { jsonDocuments } from '../json-documents.ts';
import { folderName, groupName, type Offer, type OfferedFile } from '../offer.ts';
import { type JsonObject, parsePythonJson } from '../python-json.ts';
import { fieldsOf } from '../runs/text-lines.ts';
import { episodeOf, textAt } from './episode-records.ts';
import { stepOf } from './step-records.ts';

export type LogKind = 'episodes' | 'steps' | 'summary' | 'results' | 'trained' | 'baseline' | 'analysis';

export interface LogFile {
  readonly file: OfferedFile;
  readonly kind: LogKind;
  /** Of the experiment, as the file or its folder calls it. */
  readonly experiment: string;
}

/** What a file of the project's logs is, by its content; `null` for others. */
export async function logFileOf(file: OfferedFile, offer: Offer): Promise<LogFile | null> {
  const known = /\.csv$/i.test(file.name) ? await tableKind(file) : await documentKind(file);
  return known === null
    ? null
    : { file, kind: known.kind, experiment: known.experiment ?? nameOf(file, known.kind, offer) };
}

interface Known {
  readonly kind: LogKind;
  readonly experiment: string | null;
}

async function documentKind(file: OfferedFile): Promise<Known | null> {
  const [first] = (await file.text()).trimStart();
  if (first !== '{') return null;
  for await (const { text, whole } of jsonDocuments(file.path)) {
    const record = whole ? parsePythonJson(text) : null;
    return record === null ? null : kindOf(record);
  }
  return null;
}

function kindOf(record: JsonObject): Known | null {
  const has = (...keys: readonly string[]) => keys.every((key) => key in record);
  if (has('training_results')) return { kind: 'results', experiment: textAt(record, 'experiment_name') };
  if (has('metrics_analysis')) return { kind: 'analysis', experiment: null };
  if (has('experiment_id', 'learning_metrics')) return { kind: 'summary', experiment: null };
  if (stepOf(record) !== null && has('reward')) return { kind: 'steps', experiment: null };
  const traffic = has('scenario_info') || has('episode_info') || has('scenario');
  return traffic && episodeOf(record) !== null ? { kind: 'episodes', experiment: null } : null;
}

async function tableKind(file: OfferedFile): Promise<Known | null> {
  const [line = ''] = await file.lines(1);
  const names = fieldsOf(line.replace(/^\uFEFF/, ''));
  if (!['avg_waiting_time', 'episode', 'scenario', 'travel_time_index'].every((name) => names.includes(name)))
    return null;
  return { kind: names.includes('queue_length_history') ? 'baseline' : 'trained', experiment: null };
}

/** `<experiment>_episodes.jsonl`; `<experiment>/training_progress.json`; `<experiment>/comparison/d3qn_results.csv`. */
function nameOf({ path }: OfferedFile, kind: LogKind, offer: Offer): string {
  if (kind === 'episodes' || kind === 'steps' || kind === 'summary')
    return basename(path).replace(/_(episodes|steps|summary)\.jsonl?$|\.[^.]+$/i, '');
  const folder = basename(dirname(path)) === 'comparison' ? dirname(dirname(path)) : dirname(path);
  return folderName(folder) ?? groupName(offer);
}
