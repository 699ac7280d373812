export { attributionKit } from './attribution-kit.ts';
export { commissionModelKit, type CommissionExamples } from './commission-kit.ts';
export { enrollmentOf, evidenceOf, secondsAfter } from './evidence.ts';
export type { KitTest } from './kit-test.ts';
export { refundPolicyKit } from './refund-policy-kit.ts';
