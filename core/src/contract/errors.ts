/**
 * The one catalogue of what can go wrong for a caller (RFC 9457). Each entry: HTTP status and the title, a constant sentence; what is
 * particular to one occurrence goes in `detail`, which names the thing, the place and the mend.
 */
export const problems = {
  // 400: the request cannot be understood
  malformed_json: [400, 'The body is not valid JSON'],
  invalid_request: [400, 'The request does not have the expected shape'],
  invalid_amount: [400, 'The amount is not valid'],
  unknown_currency: [400, 'The currency is not an ISO 4217 code'],
  invalid_time: [400, 'The time is not RFC 3339 with an offset'],
  time_in_future: [400, 'The time lies in the future'],
  invalid_signature: [400, 'The delivery could not be verified'],
  foreign_delivery: [400, 'The delivery belongs to another account or mode'],
  // 401, 403: who calls
  missing_authorization: [401, 'The Authorization header is missing'],
  not_bearer: [401, 'The Authorization header is not a bearer token'],
  unknown_key: [401, 'The API key is unknown or revoked'],
  key_out_of_scope: [403, 'The API key may not do this'],
  publishable_key: [403, 'A publishable key only tells of leads, from pages'],
  secret_key_in_page: [403, 'A secret API key does not belong in a page'],
  origin_not_allowed: [403, 'The page is not of an origin of this key'],
  signature_required: [401, 'This API key requires signed requests'],
  signature_mismatch: [401, 'The request signature does not match'],
  signature_expired: [401, 'The request signature is outside the accepted 300 seconds'],
  not_signed_in: [401, 'Nobody is signed in'],
  wrong_credentials: [401, 'E-mail address and password do not fit'],
  forbidden: [403, 'Your role may not do this'],
  people_only: [403, 'Only a person who is signed in may do this'],
  cross_origin: [403, 'The request comes from a page of another origin'],
  // 404, 405, 408, 410
  not_found: [404, 'There is no such thing here'],
  method_not_allowed: [405, 'This address does not take this method'],
  request_timeout: [408, 'The request took too long to arrive'],
  link_removed: [410, 'This link is no longer active'],
  link_used: [410, 'This link was used, has expired, or was cut off in copying'],
  // 409: it conflicts with what is stored
  already_exists: [409, 'This already exists'],
  illegal_transition: [409, 'This change of state is not allowed'],
  refund_is_mirrored: [409, 'Refunds of this sale are mirrored from its processor'],
  refund_differs: [409, 'This refund id was already used with another amount'],
  webhook_id_reused: [409, 'This webhook-id was already used with another body'],
  stale_version: [409, 'Somebody else changed this meanwhile'],
  code_taken: [409, 'The processor has this code already'],
  parent_coupon_in_use: [409, 'Codes were made from this parent coupon'],
  last_owner: [409, 'An organization keeps at least one owner'],
  request_in_progress: [409, 'The same request is being processed'],
  // 413, 415, 422, 429, 431
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'The content type is not supported'],
  unknown_affiliate: [422, 'No affiliate has this slug'],
  unknown_campaign: [422, 'There is no such campaign'],
  unknown_reference: [422, 'Something the request refers to does not exist'],
  unknown_sale: [422, 'There is no such sale'],
  unknown_refund: [422, 'There is no such refund or chargeback'],
  currency_differs: [422, 'The currency differs from the sale it belongs to'],
  invalid_terms: [422, 'The terms cannot be right'],
  invalid_settings: [422, 'The settings cannot be right'],
  not_creditable: [422, 'This enrollment cannot be credited'],
  parent_coupon_ended: [422, 'No codes are made from this parent coupon any more'],
  self_mint_off: [422, 'Affiliates of this campaign do not mint codes of their own'],
  code_reserved: [422, 'This code is reserved'],
  too_many_codes: [422, 'This affiliate has as many codes as the campaign allows'],
  processor_credentials: [422, 'The processor does not accept the credentials of the connection'],
  processor_refused: [422, 'The processor refuses what was asked'],
  recruiting_circle: [422, 'Nobody recruits themselves'],
  wrong_password: [422, 'The password is not right'],
  wrong_code: [422, 'The code is not right'],
  too_many_requests: [429, 'Too many requests'],
  headers_too_large: [431, 'The headers are too large'],
  // 5xx: ours
  internal_error: [500, 'Something failed on our side'],
  unavailable: [503, 'The service is not available right now'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;

/** Thrown by flows and routes, answered as `application/problem+json`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  /** Further members of the problem document: `errors`, `legal`, `differs` … */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, detail: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.status = problems[code][0];
    this.extra = extra;
  }
}
