export type Scheme = 'light' | 'dark';

/** How one line or one kind of agent looks. */
export interface DataStyle {
  readonly colour: string;
  /** SVG and canvas dash lengths; empty for a whole line. */
  readonly dash: readonly number[];
}

/**
 * Okabe–Ito (Color Universal Design, 2008), in an order whose first four are told apart best on both grounds. Each hue is
 * darkened for white or lightened for black just enough for a contrast of 3 : 1 against the page.
 */
const hues: Readonly<Record<Scheme, readonly string[]>> = {
  light: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#b07d00', '#2f93cc', '#8a7f00', '#4d4d4d'],
  dark: ['#56b4e9', '#e69f00', '#2fc295', '#d98bb6', '#f0e442', '#4f97d6', '#f2793a', '#c4c4c4'],
};

const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** The look of the n-th thing: eight hues, then the same with three kinds of dashes, then again from the beginning. */
export function dataStyle(index: number, scheme: Scheme): DataStyle {
  const list = hues[scheme];
  const round = Math.floor(index / list.length);
  return { colour: list[index % list.length] ?? '#888888', dash: dashes[round % dashes.length] ?? [] };
}

/** The n-th kind of line, where hues say something else. */
export function dashOf(index: number): readonly number[] {
  return dashes[index % dashes.length] ?? [];
}

const inks: Readonly<Record<Scheme, string>> = { light: '#000000', dark: '#ffffff' };

/** What stands out from every hue on a ground. */
export function inkOf(scheme: Scheme): string {
  return inks[scheme];
}

/** The same hue on another ground; a colour of nobody's stays. */
export function onGround(colour: string, scheme: Scheme): string {
  if (Object.values(inks).includes(colour)) return inks[scheme];
  for (const list of Object.values(hues)) {
    const at = list.indexOf(colour);
    if (at >= 0) return hues[scheme][at] ?? colour;
  }
  return colour;
}
