import type { TrackerPage, TrackerSettings } from './page.ts';

/**
 * The tracker script (F8). It is served as the text of this very function (source.ts), so it may use nothing from outside of it but what every
 * browser has, and no comment within it ends a line of code.
 */
export function tracker(page: TrackerPage, settings: TrackerSettings): void {
  if (page.fairlead) return;
  const { document, location, navigator } = page;
  const { src = '', dataset = {} } = document.currentScript ?? {};
  const { cookie, clickParameter } = settings;
  const query = new URLSearchParams(location.search);
  const daySeconds = 86_400;
  const wanted = dataset['domain'] ?? settings.domain;
  const host = location.hostname;
  const shared = wanted !== '' && (host === wanted || host.endsWith(`.${wanted}`)) ? `;Domain=${wanted}` : '';
  const secure = location.protocol === 'https:' ? ';Secure' : '';
  let consented = dataset['consent'] !== 'required';
  let id: string | null = null;
  let coming: Promise<unknown> = Promise.resolve();

  const read = (name: string): string | undefined =>
    document.cookie
      .split('; ')
      .find((pair) => pair.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  const write = (name: string, value: string, seconds: number): void => {
    document.cookie = `${name}=${value};Path=/;Max-Age=${seconds};SameSite=Lax${shared}${secure}`;
  };
  const valid = (value: unknown): string | null =>
    typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value : null;
  const out = (): boolean => read(`${cookie}_out`) === '1';
  // A9: the browser's own signal has the last word.
  const mayKeep = (): boolean =>
    consented && !out() && navigator.globalPrivacyControl !== true && (navigator.doNotTrack ?? page.doNotTrack) !== '1';
  const keep = (seconds: number): void => {
    if (id !== null && seconds > 0 && mayKeep()) write(cookie, id, seconds);
  };
  const forget = (): void => {
    write(cookie, '', 0);
    id = null;
  };
  // Loading the page again is no other visit.
  const seen = (slug: string, now: boolean): boolean => {
    try {
      if (now) page.sessionStorage.setItem(cookie, slug);
      return page.sessionStorage.getItem(cookie) === slug;
    } catch {
      return false;
    }
  };

  const post = (path: string, body?: object) =>
    page.fetch(new URL(path, src).href, {
      method: 'POST',
      credentials: 'omit',
      keepalive: true,
      ...(body && { body: JSON.stringify(body) }),
    });
  const visit = async (slug: string): Promise<void> => {
    const told = new URLSearchParams(query);
    const before = mayKeep() ? read(cookie) : undefined;
    if (before !== undefined) told.set('fl_before', before);
    if (document.referrer !== '') told.set('fl_referrer', document.referrer);
    if (dataset['consent'] === 'required') told.set(settings.consentParameter, '1');
    const answer = await post(`r/${encodeURIComponent(slug)}?${told.toString()}`);
    if (!answer.ok || out()) return;
    const { clickId, maxAge } = (await answer.json()) as { clickId?: unknown; maxAge?: unknown };
    id = valid(clickId) ?? id;
    keep(Number(maxAge));
    if (mayKeep()) seen(slug, true);
  };

  const begin = (): void => {
    if (out()) return;
    const landed = valid(query.get(clickParameter));
    if (landed !== null) {
      id = landed;
      keep(Number(dataset['days'] ?? 60) * daySeconds);
      return;
    }
    if (mayKeep()) id = valid(read(cookie)) ?? id;
    const names = (dataset['parameters'] ?? 'via,ref,aff').split(',');
    const slug = names.map((name) => query.get(name.trim())).find((value) => value);
    if (!slug || !consented || (id !== null && seen(slug, false))) return;
    coming = visit(slug).catch(() => undefined);
  };

  const links = (dataset['links'] ?? '').split(',').map((name) => name.trim());
  const carry = (link: { href: string }): void => {
    if (id === null || !/^https?:/.test(link.href)) return;
    const url = new URL(link.href);
    const name = url.hostname === 'buy.stripe.com' ? 'client_reference_id' : clickParameter;
    if (name === clickParameter && !links.includes(url.hostname)) return;
    if (url.searchParams.has(name)) return;
    url.searchParams.set(name, id);
    link.href = url.href;
  };
  for (const type of ['click', 'auxclick']) {
    document.addEventListener(
      type,
      ({ target }) => {
        const link = target?.closest?.('a[href]');
        if (link) carry(link);
      },
      true,
    );
  }
  document.addEventListener(
    'submit',
    ({ target }) => {
      for (const field of target?.querySelectorAll?.('input[name=fairlead_click_id]') ?? []) {
        if (id !== null) field.value = id;
      }
    },
    true,
  );

  page.fairlead = {
    clickId: () => id,
    ready: () => coming.then(() => id),
    async lead({ email, externalId }) {
      const key = dataset['key'] ?? '';
      if (!key.startsWith('pk_')) {
        page.console.warn('fairlead.lead needs data-key="pk_…". A secret key (fl_…) shown in a page must be revoked.');
        return false;
      }
      await coming;
      if (id === null || !mayKeep()) return false;
      const consent = dataset['consent'] === 'required';
      const told = { customer: { email, externalId }, clickId: id, consent };
      return post(`t/${key}/leads`, told)
        .then((answer) => answer.ok && answer.json())
        .then((answer) => (answer as { received?: boolean }).received === true)
        .catch(() => false);
    },
    consent(given) {
      consented = given;
      if (given) begin();
      else forget();
    },
    optOut(refused = true) {
      write(`${cookie}_out`, refused ? '1' : '', refused ? 365 * daySeconds : 0);
      if (refused) forget();
      else begin();
    },
  };
  begin();
}
