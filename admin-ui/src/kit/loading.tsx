import './loading.css';

/** Rows of the true height, seen only after 150 ms. */
export function LoadingRows({ rows = 8 }: { readonly rows?: number }) {
  return (
    <div className="fl-loading" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="fl-loading-row" />
      ))}
    </div>
  );
}

export const LoadingPage = () => (
  <div className="fl-page">
    <LoadingRows />
  </div>
);

/** While what is shown is read again: the old rows stay, with a bar above. */
export const Refreshing = ({ active }: { readonly active: boolean }) => (
  <div className="fl-refreshing" data-active={active} aria-hidden />
);
