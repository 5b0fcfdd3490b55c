import { describe, expect, it } from 'vitest';
import { SvgBrush } from './svg-brush.ts';

describe('a brush that writes SVG', () => {
  it('keeps lines, circles and text', () => {
    const brush = new SvgBrush();
    brush.strokeStyle = '#0072b2';
    brush.globalAlpha = 0.5;
    brush.setLineDash([4, 2]);
    brush.beginPath();
    brush.moveTo(1, 2);
    brush.lineTo(3.4567, 4);
    brush.stroke();
    brush.globalAlpha = 1;
    brush.fillStyle = '#d55e00';
    brush.beginPath();
    brush.arc(10, 10, 5);
    brush.fill();
    brush.fillText('a < "b" & c', 5, 6);
    expect(brush.text.split('\n')).toEqual([
      '<path d="M1 2L3.46 4" fill="none" stroke="#0072b2" stroke-width="1" stroke-linejoin="miter" stroke-linecap="butt" stroke-dasharray="4 2" opacity="0.5"/>',
      '<path d="M15 10A5 5 0 1 1 5 10A5 5 0 1 1 15 10Z" fill="#d55e00"/>',
      '<text x="5" y="6" font-size="11" font-family="sans-serif" text-anchor="start" fill="#d55e00">a &lt; &quot;b&quot; &amp; c</text>',
    ]);
  });

  it('keeps images whole, stretched over their rectangle', () => {
    const brush = new SvgBrush();
    brush.drawImage({ src: 'data:image/png;base64,AA==' }, 1, 2, 30.456, 40);
    expect(brush.text).toBe(
      '<image x="1" y="2" width="30.46" height="40" preserveAspectRatio="none" href="data:image/png;base64,AA=="/>',
    );
  });

  it('paints nothing without a path', () => {
    const brush = new SvgBrush();
    brush.stroke();
    brush.beginPath();
    brush.fill();
    expect(brush.text).toBe('');
  });
});
