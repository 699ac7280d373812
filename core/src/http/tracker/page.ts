/** What the tracker script uses of a browser's page; a real `window` is one. */
export interface TrackerPage {
  readonly document: {
    cookie: string;
    readonly referrer: string;
    readonly currentScript: {
      readonly src: string;
      readonly dataset: Readonly<Record<string, string | undefined>>;
    } | null;
    addEventListener(type: string, listener: (event: TrackerEvent) => void, capture: boolean): void;
  };
  readonly location: { readonly search: string; readonly hostname: string; readonly protocol: string };
  readonly navigator: { readonly globalPrivacyControl?: boolean; readonly doNotTrack?: string | null };
  readonly doNotTrack?: string | null;
  /** Throws where a browser keeps nothing. */
  readonly sessionStorage: { getItem(name: string): string | null; setItem(name: string, value: string): void };
  readonly fetch: (
    url: string,
    options: {
      readonly method: string;
      readonly credentials: 'omit';
      readonly keepalive: boolean;
      readonly body?: string;
    },
  ) => Promise<{ readonly ok: boolean; json(): Promise<unknown> }>;
  readonly console: { warn(text: string): void };
  fairlead?: TrackerApi;
}

export interface TrackerEvent {
  readonly target: {
    closest?(selector: string): { href: string } | null;
    querySelectorAll?(selector: string): Iterable<{ value: string }>;
  } | null;
}

/** `window.fairlead`. */
export interface TrackerApi {
  /** The click id of this visitor, to send along with sign-ups and payments; null: none is known. */
  readonly clickId: () => string | null;
  /** The same once a visit by `?via=` is recorded. */
  readonly ready: () => Promise<string | null>;
  /**
   * Tells that the visitor signed up, by the key of `data-key`. True once it was received; false where there is nothing to tell (no click led here) or
   * nothing may be told (no consent, opted out, a signal of the browser).
   */
  readonly lead: (customer: { readonly email?: string; readonly externalId?: string }) => Promise<boolean>;
  /** What the visitor answered to your banner, where the script has `data-consent="required"`. */
  readonly consent: (given: boolean) => void;
  /** The visitor wants nothing of this, now and later; `false` takes it back. */
  readonly optOut: (out?: boolean) => void;
}

/** How the server is configured. */
export interface TrackerSettings {
  readonly cookie: string;
  /** Empty: the page's own host. */
  readonly domain: string;
  readonly clickParameter: string;
  readonly consentParameter: string;
}
