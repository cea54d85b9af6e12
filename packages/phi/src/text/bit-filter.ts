/**
 * Tells "surely not" for most numbers that were never added. A few kilobytes that stay near the processor save a search
 * in a table that does not.
 */
export class BitFilter {
  private readonly bits: Int32Array;
  private readonly shift: number;

  constructor(log2Bits: number) {
    this.bits = new Int32Array(1 << (log2Bits - 5));
    this.shift = 32 - log2Bits;
  }

  private bitOf(hash: number): number {
    return Math.imul(hash, 0x9e3779b1) >>> this.shift;
  }

  add(hash: number): void {
    const bit = this.bitOf(hash);
    this.bits[bit >> 5]! |= 1 << (bit & 31);
  }

  has(hash: number): boolean {
    const bit = this.bitOf(hash);
    return (this.bits[bit >> 5]! & (1 << (bit & 31))) !== 0;
  }
}
