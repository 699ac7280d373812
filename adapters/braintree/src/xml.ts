/** An element of a notification; attributes but `type` and `nil` are left aside. */
export interface Element {
  readonly name: string;
  readonly type: string | undefined;
  readonly nil: boolean;
  readonly children: readonly Element[];
  readonly text: string;
}

/** Far beyond what a notification needs, far below what would hurt. */
const most = { bytes: 1_048_576, depth: 24, elements: 50_000 };

export class NotXml extends Error {
  override readonly name = 'NotXml';
}

const names = '[A-Za-z_][A-Za-z0-9_.-]{0,99}';
const token = new RegExp(
  `<\\?xml [^<>]{0,200}\\?>|<!--(?:(?!--)[^])*-->|<(/?)(${names})((?:\\s+${names}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>|([^<]+)`,
  'y',
);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads the XML Braintree writes, and nothing else that XML can be: no document type, so no entities but the five of XML and those by number, nothing
 * fetched and nothing that grows; no CDATA, no namespaces. Size, depth and number of elements are bounded.
 *
 * @throws NotXml
 */
export function parseXml(source: string): Element {
  if (Buffer.byteLength(source) > most.bytes) throw new NotXml(`more than ${most.bytes} bytes`);
  const stack: { name: string; type: string | undefined; nil: boolean; children: Element[]; text: string }[] = [];
  let root: Element | undefined;
  let count = 0;
  token.lastIndex = 0;
  for (let at = 0; at < source.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(source);
    if (match === null) throw new NotXml(`neither element nor text at ${at}`);
    const [whole, closing = '', name, attributes = '', empty = '', text] = match;
    const open = stack.at(-1);
    if (text !== undefined) {
      if (open !== undefined) open.text += unescaped(text);
      else if (text.trim() !== '') throw new NotXml('text outside of the document');
    } else if (name === undefined) {
      if (whole.startsWith('<?') && at !== 0) throw new NotXml('a declaration within the document');
    } else if (closing !== '') {
      const closed = stack.pop();
      if (closed?.name !== name || attributes !== '' || empty !== '') throw new NotXml(`</${name}> closes nothing`);
      if (stack.length === 0) root = closed;
    } else {
      count++;
      if (count > most.elements || stack.length >= most.depth) throw new NotXml('too many elements, or too deep');
      if (root !== undefined) throw new NotXml('two documents');
      const element = {
        name,
        type: attribute(attributes, 'type'),
        nil: attribute(attributes, 'nil') === 'true',
        children: [],
        text: '',
      };
      open?.children.push(element);
      if (empty === '') stack.push(element);
      else if (open === undefined) root = element;
    }
  }
  if (root === undefined || stack.length > 0) throw new NotXml('an element is not closed');
  return root;
}

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1];

function unescaped(text: string): string {
  return text.replace(/&([^;&]{0,12};?)/g, (_whole, inner: string) => {
    const name = inner.endsWith(';') ? inner.slice(0, -1) : '';
    const known = entities[name];
    if (known !== undefined) return known;
    const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
    const code = hex === undefined ? Number(decimal ?? NaN) : parseInt(hex, 16);
    if (!(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff))
      throw new NotXml(`an entity that is none: &${inner}`);
    return String.fromCodePoint(code);
  });
}

/** As the SDK hands it out, so that notifications and what is searched have one shape: `currency-iso-code` is `currencyIsoCode`, `""` is empty. */
export function toObject({ type, nil, children, text }: Element): unknown {
  if (nil) return null;
  if (type === 'array') return children.map(toObject);
  if (type === 'boolean') return text.trim() === 'true';
  if (children.length === 0) return text.trim();
  return Object.fromEntries(children.map((element) => [camelCase(element.name), toObject(element)]));
}

const camelCase = (name: string): string =>
  name.replace(/[-_]([a-z0-9])/gi, (_whole, letter: string) => letter.toUpperCase());
