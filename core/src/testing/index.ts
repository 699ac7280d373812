export { adapterKit, type AdapterExamples } from './adapter-kit.ts';
export { attributionKit } from './attribution-kit.ts';
export { commissionModelKit, type CommissionExamples } from './commission-kit.ts';
export { type DeliveryExample, readExamples } from './delivery-examples.ts';
export { enrollmentOf, evidenceOf, secondsAfter } from './evidence.ts';
export type { KitTest } from './kit-test.ts';
export { paymentsOf } from './payments-of.ts';
export { refundPolicyKit } from './refund-policy-kit.ts';
