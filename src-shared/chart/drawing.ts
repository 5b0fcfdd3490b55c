/** Units of a drawing in one millimetre and in one point: fine enough that whole numbers draw a curve. */
export const perMillimetre = 20;
export const perPoint = (25.4 / 72) * perMillimetre;

export type Place = readonly [x: number, y: number];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Lines through places; one of a single place is a dot. Caps and corners are round. */
export interface Stroke {
  readonly kind: 'stroke';
  readonly paths: readonly (readonly Place[])[];
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly opacity: number;
  /** Nothing is drawn beyond. */
  readonly clip?: Box | undefined;
  /** What it is, for who cannot see it. */
  readonly label?: string | undefined;
}

export interface Fill {
  readonly kind: 'fill';
  readonly path: readonly Place[];
  readonly colour: string;
  readonly opacity: number;
  readonly clip?: Box | undefined;
}

/** One line of text; y is its base line. */
export interface Text {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly colour: string;
  readonly anchor: 'start' | 'middle' | 'end';
  /** A quarter turn to the left: read from below. */
  readonly turned: boolean;
}

export type DrawItem = Stroke | Fill | Text;

/** A picture as data: what SVG, PDF and PNG are all written from. From the top left, in units of {@link perMillimetre}. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Behind everything; `null` for nothing. */
  readonly ground: string | null;
  readonly items: readonly DrawItem[];
  readonly title: string;
  /** Where the data comes from, for the metadata of the file. */
  readonly provenance: ReadonlyMap<string, string>;
}

/** Width of a text in a size, in the units of the size. */
export type TextMeasure = (text: string, size: number) => number;
