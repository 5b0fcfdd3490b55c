import { jsonDocuments } from '../../json-documents.ts';
import { isJsonObject, type JsonObject } from '../../python-json.ts';
import { decodedText } from '../../tabular/csv/encoding.ts';
import { isNoState, neitherState, noState, type ReadingEntry, type ReadingSource, stateOf } from '../reading-source.ts';

/**
 * What Home Assistant's REST answers: a list of states for each entity, of which all but the first may lack the entity
 * and the attributes.
 */
export const homeAssistantJson: ReadingSource = {
  title: 'history of Home Assistant',
  mixed: true,
  async knows(file) {
    const text = await file.text();
    if (!/^[\s\uFEFF[]*\{/.test(text)) return false;
    return ['"entity_id"', '"state"', '"last_changed"'].every((key) => text.includes(key));
  },
  async *read(file) {
    let known: Known | null = null;
    for await (const { line, text, whole } of jsonDocuments(decodedText(file, 'utf-8'))) {
      const state = whole ? parsed(text) : null;
      if (state === null) {
        yield { kind: 'reject', line, raw: text, reason: whole ? 'It is no JSON' : 'The record is not closed' };
        continue;
      }
      const entity = state['entity_id'];
      if (typeof entity === 'string') known = sameOr(known, entity, classOf(state));
      if (known === null) yield { kind: 'reject', line, raw: text, reason: 'It has no entity_id' };
      else yield entryOf(known, state, line, text);
    }
  },
};

interface Known {
  readonly entity: string;
  readonly deviceClass: string | null;
}

/** What an earlier state said of the same entity holds where this one says nothing. */
function sameOr(known: Known | null, entity: string, deviceClass: string | null): Known {
  return { entity, deviceClass: deviceClass ?? (known?.entity === entity ? known.deviceClass : null) };
}

function entryOf({ entity, deviceClass }: Known, record: JsonObject, line: number, raw: string): ReadingEntry {
  const text = String(record['state'] ?? '');
  if (isNoState(text)) return { kind: 'left out', what: noState, name: entity };
  const state = stateOf(text);
  if (state === null) return { kind: 'left out', what: neitherState, name: entity };
  const time = record['last_changed'] ?? record['last_updated'];
  if (typeof time !== 'string') return { kind: 'reject', line, raw, reason: 'It has no last_changed' };
  const attributes = record['attributes'];
  const confidence = isJsonObject(attributes) ? attributes['confidence'] : null;
  const given = typeof confidence === 'number' ? confidence : null;
  return { kind: 'reading', line, raw, entity, time, state, confidence: given, deviceClass };
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function classOf({ attributes }: JsonObject): string | null {
  const found = isJsonObject(attributes) ? attributes['device_class'] : null;
  return typeof found === 'string' ? found : null;
}
