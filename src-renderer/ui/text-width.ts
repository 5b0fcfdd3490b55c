let pen: CanvasRenderingContext2D | null | undefined;

/** Width of a line in the text of the page, in pixels. */
export function textWidth(text: string): number {
  pen ??= newPen();
  return pen === null ? text.length * 7.5 : pen.measureText(text).width;
}

function newPen(): CanvasRenderingContext2D | null {
  const made = document.createElement('canvas').getContext('2d');
  if (made === null) return null;
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  made.font = `${fontSize} ${fontFamily}`;
  return made;
}
