import { createHash } from 'node:crypto';
import type { Json, StateChanges, StateDigest, StateSection, StepState } from '#shared/model/step-state.ts';
import { diffTrees } from './diff-trees.ts';

/** A whole state in short. */
export function digestOf(key: string, { size, sections, notices }: StepState): StateDigest {
  return {
    ...{ key, size, notices },
    sections: sections.map(({ id, title, summary, counts, passing, tree }) => ({
      ...{ id, title, summary, counts, passing },
      digest: createHash('sha1')
        .update(JSON.stringify([summary, counts, tree]))
        .digest('base64url')
        .slice(0, 16),
    })),
  };
}

/** What differs between two whole states. A part without a tree differs by what it comes to. */
export function compareStates(before: StepState, after: StepState): StateChanges {
  const ids = [...new Set([...before.sections, ...after.sections].map(({ id }) => id))];
  const sections = ids.flatMap((id) => {
    const [old, now] = [before, after].map((state) => state.sections.find((each) => each.id === id));
    const known = now ?? old;
    if (known === undefined || known.passing) return [];
    const { changes, leftOut } = diffTrees(contentOf(old), contentOf(now), known.identity);
    return changes.length === 0 ? [] : [{ id, title: known.title, changes, leftOut }];
  });
  return { sections, notices: [...new Set([...before.notices, ...after.notices])] };
}

function contentOf(section: StateSection | undefined): Json {
  if (section === undefined) return {};
  return section.tree ?? Object.fromEntries(section.counts.map(({ name, count }) => [name, count]));
}
