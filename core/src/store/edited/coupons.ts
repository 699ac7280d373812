import { Coupon } from '../entities/coupon.ts';
import type { Editor } from './edit.ts';

/** Codes of an enrollment credit nobody from `from` on (A6). */
export async function takeCodesBack(em: Editor, enrollmentId: string, from: Date): Promise<void> {
  for (const coupon of await em.find(Coupon, { enrollmentId, validUntil: null })) coupon.validUntil = from;
}
