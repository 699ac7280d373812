/** Initials beside a name; says nothing of its own. */
export function Who({ name }: { readonly name: string }) {
  const initials = name
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0).toUpperCase())
    .join('');
  return (
    <span className="fl-who">
      <span className="fl-avatar" aria-hidden>
        {initials || '–'}
      </span>
      <span className="fl-name" title={name}>
        {name}
      </span>
    </span>
  );
}
