/** Why a processor may not reach an address. */
export function addressWarnings(url: string, mode: 'live' | 'test'): readonly string[] {
  const { hostname, protocol } = new URL(url);
  if (isLocal(hostname)) {
    return [
      `${hostname} is this machine or its network, which no processor reaches from outside: set server.publicUrl to the address of a tunnel or of your domain, then set up once more.`,
    ];
  }
  if (protocol === 'http:' && mode === 'live')
    return ['The address begins with http: processors deliver live events to https only. Set server.publicUrl.'];
  return [];
}

/** Loopback, private and link-local addresses, and names that lead nowhere else. */
function isLocal(host: string): boolean {
  return (
    /^(localhost|.*\.(localhost|local|internal|lan|home\.arpa)|\[::1?\]|\[f[cd].*\]|\[fe80.*\])$/i.test(host) ||
    /^(127|10|0)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(host)
  );
}
