/** What is used of the SDK, which brings no types of its own. */
export interface Sdk {
  readonly Environment: {
    readonly Production: object;
    readonly Sandbox: object;
    new (
      server: string,
      port: string,
      authUrl: string,
      ssl: boolean,
      graphQLServer: string,
      graphQLPort: string,
    ): object;
  };
  readonly BraintreeGateway: new (options: {
    readonly environment: object;
    readonly merchantId: string;
    readonly publicKey: string;
    readonly privateKey: string;
  }) => SdkGateway;
}

/** Each search streams objects, page by page. */
export interface SdkGateway {
  readonly transaction: { search(ask: (search: RangeFields) => void): AsyncIterable<unknown> };
  readonly dispute: { search(ask: (search: RangeFields) => void): AsyncIterable<unknown> };
  readonly webhookNotification: {
    parse(signature: string, payload: string): Promise<{ readonly kind: string }>;
    verify(challenge: string): string;
  };
  readonly webhookTesting: {
    sampleNotification(kind: string, id: string): { readonly bt_signature: string; readonly bt_payload: string };
  };
}

/** `search.createdAt().between(a, b)`: both ends are included. */
export type RangeFields = Readonly<Record<string, () => { between(from: Date, to: Date): unknown }>>;

/** Loaded when it is first needed: it takes no part in receiving deliveries, nor in starting. */
export async function loadSdk(): Promise<Sdk> {
  const name: string = 'braintree';
  const { default: sdk } = (await import(name)) as { readonly default: Sdk };
  return sdk;
}
