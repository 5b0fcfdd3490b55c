import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { fromHex, hexLine } from '../../format/bytes.ts';
import { formatCount } from '../../format/number.ts';
import classes from './cell-inspector.module.css';

const mostText = 500_000;

export function TextView({ text }: { readonly text: string }): ReactNode {
  const cut = text.length > mostText;
  return (
    <>
      {cut && (
        <p className={classes.note}>
          The first {formatCount(mostText)} of {formatCount(text.length)} characters; Copy takes all of them
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by the keyboard */}
      <pre className={classes.text} tabIndex={0}>
        {cut ? text.slice(0, mostText) : text}
      </pre>
    </>
  );
}

export function HexView({ hex }: { readonly hex: string }): ReactNode {
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: Math.ceil(hex.length / 32),
    getScrollElement: () => scroller.current,
    estimateSize: () => 20,
    overscan: 12,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by the keyboard
    <section ref={scroller} className={classes.hex} tabIndex={0} aria-label="Bytes">
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = hexLine(hex, index);
          return (
            <div key={index} className={classes.hexLine} style={{ top: start }}>
              <span className={classes.offset}>{line.offset}</span>
              <span>{line.hex}</span>
              <span className={classes.ascii}>{line.text}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}

export function ImageView({ hex, type }: { readonly hex: string; readonly type: string }): ReactNode {
  const [address, setAddress] = useState<string>();
  const [size, setSize] = useState('');
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([fromHex(hex)], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [hex, type]);
  return (
    <figure className={classes.image}>
      {address !== undefined && !broken && (
        <img
          src={address}
          alt="The value"
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize(`${naturalWidth} × ${naturalHeight} pixels`)
          }
          onError={() => setBroken(true)}
        />
      )}
      <figcaption>
        {broken ? 'It begins like an image but cannot be drawn; its bytes are under Hex' : `${type} ${size}`}
      </figcaption>
    </figure>
  );
}
