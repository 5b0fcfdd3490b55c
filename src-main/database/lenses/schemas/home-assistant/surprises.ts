import { cellNumber } from '#shared/model/cell.ts';
import { sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { Surprise } from '../../surprises/surprise.ts';

const broken: Surprise = {
  id: 'runs-not-closed',
  statement: ({ find }) => {
    const runs = find('recorder_runs');
    return runs === undefined
      ? null
      : sql`select count(*), sum(case when r.closed_incorrect then 1 else 0 end) from ${tableAs(runs, 'r')}`;
  },
  sentence: ([all = null, wrong = null]) => {
    const found = cellNumber(wrong) ?? 0;
    return found === 0
      ? null
      : `${found} of ${cellNumber(all)} runs of the recorder ${found === 1 ? 'was' : 'were'} not closed: what lies between the last state and the next run is a gap, not a state`;
  },
};

export const homeAssistantSurprises: readonly Surprise[] = [broken];
