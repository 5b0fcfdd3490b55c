let width: number | undefined;

/** Width of a digit in the text of the page, in pixels; all digits are equally wide. */
export function digitWidth(): number {
  width ??= measure();
  return width;
}

function measure(): number {
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return 7.5;
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  pen.font = `${fontSize} ${fontFamily}`;
  return pen.measureText('0000000000').width / 10;
}
