import { Button, Group } from '@mantine/core';
import { useMemo } from 'react';
import { encode } from 'uqr';
import QrImage, { qrPath } from './qr-image.tsx';

const svgText = (path: string, size: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;

/** Always dark on white: cameras read no other. To keep as SVG, for print, or PNG. */
export default function QrCode({ text }: { readonly text: string }) {
  const { path, size } = useMemo(() => qrPath(text), [text]);
  return (
    <>
      <QrImage text={text} label={`QR code of ${text}`} />
      <Group>
        <Button
          variant="default"
          onClick={() => keep(new Blob([svgText(path, size)], { type: 'image/svg+xml' }), 'svg')}
        >
          Save as SVG
        </Button>
        <Button variant="default" onClick={() => png(text)}>
          Save as PNG
        </Button>
      </Group>
    </>
  );
}

/** 16 pixels a module: sharp on paper at 5 cm. */
function png(text: string): void {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * 16;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (const [y, row] of data.entries()) {
    for (const [x, dark] of row.entries()) if (dark) context.fillRect(x * 16, y * 16, 16, 16);
  }
  canvas.toBlob((blob) => blob !== null && keep(blob, 'png'));
}

function keep(blob: Blob, ending: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `link.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
