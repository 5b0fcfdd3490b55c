import { expect, it } from 'vitest';
import { bareText } from './bare-text.ts';

it.each([
  ['select 1 -- so; on\n, 2', 'select 1  , 2'],
  ['/* a /* b */ c */select/**/1', ' select 1'],
  ["select 'it''s; -- no' || \"a -- b\"", 'select \'\' || "a -- b"'],
  ["select e'a\\'; b', E'', se'x'", "select '', '', se''"],
  ["select $$a ' b$$, $tag$ $$ ; $tag$, $1", "select '', '', $1"],
  ["select '--', f()", "select '', f()"],
  ["select 'open", "select ''"],
  ['/* open', ' '],
  ['', ''],
])('%s', (text, bare) => {
  expect(bareText(text)).toBe(bare);
});
