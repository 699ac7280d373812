import { domainToASCII } from 'node:url';

/** RFC 5321: 64 for the local part, 255 for the domain, one @. */
const longest = 320;
const unprintable = /[\s\p{C}]/u;
/** `domainToASCII` reads its input as the host of an address: what would end or encode a host there is no part of one here. */
const notInDomain = /[%/:?#\\]/;
const hostname = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;

/**
 * What an e-mail address is compared by (A5): NFC, trimmed, lower case without locale, the domain in ASCII. Dots and plus tags are
 * kept: they are different mailboxes at most providers. `null`: this is not an address.
 *
 * @example emailKey(' Jane.Doe+shop@BÜCHER.example ') // 'jane.doe+shop@xn--bcher-kva.example'
 */
export function emailKey(text: string): string | null {
  // Lower case may decompose a letter again ('İ'), so the form is made once more after it.
  const plain = text.normalize('NFC').trim().toLowerCase().normalize('NFC');
  const at = plain.lastIndexOf('@');
  if (at < 1 || unprintable.test(plain)) return null;
  const domain = asciiDomain(plain.slice(at + 1));
  if (domain === null) return null;
  const key = `${plain.slice(0, at)}@${domain}`;
  return key.length > longest ? null : key;
}

function asciiDomain(domain: string): string | null {
  const ascii = notInDomain.test(domain) ? '' : domainToASCII(domain);
  return hostname.test(ascii) ? ascii : null;
}
