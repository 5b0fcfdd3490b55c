import type { Catalogue } from '#shared/model/catalogue.ts';
import type { FindingInfo } from '#shared/model/finding.ts';
import type { BoundLens } from '../binding/bind.ts';
import type { LensContext } from '../lens-context.ts';
import { QuestionBook } from '../questions/question-book.ts';
import type { Check } from './check.ts';
import { levelChecks } from './level-checks.ts';
import { positionChecks } from './position-checks.ts';
import { stateChecks } from './state-checks.ts';
import { stepChecks } from './step-checks.ts';
import { tableChecks } from './table-checks.ts';
import { valueChecks } from './value-checks.ts';

/** Every check that the declaration of a lens and the keys of its tables make possible. */
export function checksOf(lens: BoundLens, catalogue: Catalogue | null): readonly Check[] {
  return [
    ...levelChecks(lens),
    ...stepChecks(lens),
    ...valueChecks(lens),
    ...positionChecks(lens),
    ...stateChecks(lens),
    ...(catalogue === null ? [] : tableChecks(catalogue, lens.dialect)),
  ];
}

/** Checks are questions whose answer is best empty. */
export class FindingBook extends QuestionBook {
  readonly #groups: ReadonlyMap<string, string>;

  constructor(context: LensContext, checks: readonly Check[]) {
    super(context, checks);
    this.#groups = new Map(checks.map(({ id, group }) => [id, group]));
  }

  findings(): readonly FindingInfo[] {
    return this.list().map((info) => ({ ...info, group: this.#groups.get(info.id) ?? '' }));
  }
}
