import { encode } from 'uqr';
import { useMemo } from 'react';

/** Dark modules as one path, a unit each, with the four units of quiet around that readers ask for. */
export function qrPath(text: string): { readonly path: string; readonly size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { path, size };
}

interface QrImageProps {
  readonly text: string;
  /** For who cannot see it. A secret is not told. */
  readonly label: string;
}

/** Always dark on white: cameras read no other. */
export default function QrImage({ text, label }: QrImageProps) {
  const { path, size } = useMemo(() => qrPath(text), [text]);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  );
}
