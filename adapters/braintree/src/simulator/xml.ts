/** Text, a boolean, nothing, an object of these, or a list of one named element. */
export type Value = string | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** XML as Braintree writes it: dashes in names, types told, lists with elements of the singular. */
export function xml(name: string, value: Value, indent = ''): string {
  const tag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (value === null) return `${indent}<${tag} nil="true"/>\n`;
  if (typeof value === 'boolean') return `${indent}<${tag} type="boolean">${value}</${tag}>\n`;
  if (typeof value === 'string') return `${indent}<${tag}${typeOf(value)}>${escaped(value)}</${tag}>\n`;
  const within = `${indent}  `;
  if (isList(value)) {
    const one = tag === 'status-history' ? 'statusEvent' : tag.replace(/s$/, '');
    return `${indent}<${tag} type="array">\n${value.map((item) => xml(one, item, within)).join('')}${indent}</${tag}>\n`;
  }
  const members = Object.entries(value).map(([member, told]) => xml(member, told, within));
  return `${indent}<${tag}>\n${members.join('')}${indent}</${tag}>\n`;
}

const isList = (value: readonly Value[] | object): value is readonly Value[] => Array.isArray(value);

function typeOf(value: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return ' type="datetime"';
  return /^\d{4}-\d\d-\d\d$/.test(value) ? ' type="date"' : '';
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[letter] ?? ''};`);
