import { useId } from 'react';

const rope = 'M9.7 21.8V9.3C9.7 5 12.1 2.5 16 2.5h1.9';
const front = 'M3 12.9a7.9 3.9 0 0 0 15.8 0';

/** The mark: an f made of rope, led through a ring. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  const id = useId();
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" role="img" aria-label="Fairlead">
      <mask id={`${id}front`} maskUnits="userSpaceOnUse" x="0" y="0" width="24" height="24">
        <rect width="24" height="24" fill="#fff" />
        <path d={front} stroke="#000" strokeWidth="5.4" />
      </mask>
      <mask id={`${id}rope`} maskUnits="userSpaceOnUse" x="0" y="0" width="24" height="24">
        <rect width="24" height="24" fill="#fff" />
        <path d={rope} stroke="#000" strokeWidth="6.2" />
      </mask>
      <path
        d="M3 13.2v-.3a7.9 3.9 0 0 1 15.8 0v.3"
        stroke="var(--fl-accent-ink)"
        strokeWidth="2.8"
        mask={`url(#${id}rope)`}
      />
      <path d={rope} stroke="var(--fl-rope)" strokeWidth="3.5" strokeLinecap="round" mask={`url(#${id}front)`} />
      <path d="M3 12.7v.2a7.9 3.9 0 0 0 15.8 0v-.2" stroke="var(--fl-accent-ink)" strokeWidth="2.8" />
    </svg>
  );
}
