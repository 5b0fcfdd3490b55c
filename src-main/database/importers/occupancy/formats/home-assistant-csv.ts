import { isNoState, neitherState, noState, type ReadingSource, stateOf } from '../reading-source.ts';
import { headerOf, textRows } from '../text-rows.ts';

const times = ['last_changed', 'last_updated'];

/** What Home Assistant's history page saves: `entity_id,state,last_changed`. */
export const homeAssistantCsv: ReadingSource = {
  title: 'history of Home Assistant',
  mixed: true,
  async knows(file) {
    const header = await headerOf(file);
    return header !== null && isHistory(header.names);
  },
  async *read(file) {
    const { names, delimiter } = (await headerOf(file)) ?? { names: [], delimiter: ',' };
    const place = (name: string) => names.indexOf(name);
    const [entityAt, stateAt, confidenceAt] = ['entity_id', 'state', 'confidence'].map(place) as [
      number,
      number,
      number,
    ];
    const timeAt = place(times.find((name) => names.includes(name)) ?? '');
    for await (const { fields, line, raw, fault } of textRows(file, delimiter)) {
      const [entity, text, time] = [entityAt, stateAt, timeAt].map((at) => fields[at] ?? null);
      const ragged =
        fields.length === names.length ? null : `It has ${fields.length} fields instead of ${names.length}`;
      const reason = fault ?? ragged ?? (entity === null ? 'It has no entity_id' : null);
      const state = stateOf(text ?? '');
      if (reason !== null) yield { kind: 'reject', line, raw, reason };
      else if (isNoState(text ?? '')) yield { kind: 'left out', what: noState, name: entity ?? '' };
      else if (state === null) yield { kind: 'left out', what: neitherState, name: entity ?? '' };
      else if (time === null) yield { kind: 'reject', line, raw, reason: 'It has no time' };
      else {
        const confidence = fields[confidenceAt] ?? null;
        yield {
          ...{ kind: 'reading', line, raw, entity: entity as string, time: time as string, state },
          ...{ confidence: confidence === null ? null : Number(confidence), deviceClass: null },
        };
      }
    }
  },
};

function isHistory(names: readonly string[]): boolean {
  return names.includes('entity_id') && names.includes('state') && times.some((name) => names.includes(name));
}
