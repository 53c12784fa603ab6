/** Big buffers that rows are cut from: one allocation per MiB instead of one per message. */
const SLAB_BYTES = 1 << 20

export class Rows {
  #slab = Buffer.allocUnsafeSlow(SLAB_BYTES)
  #used = 0

  /** Keeps a text as UTF-8 and returns the bytes. */
  keep(text: string): Buffer {
    // A UTF-16 unit takes at most three bytes.
    if (this.#used + text.length * 3 > this.#slab.length) return this.#keepInNext(text)
    const start = this.#used
    this.#used += this.#slab.write(text, start)
    return this.#slab.subarray(start, this.#used)
  }

  #keepInNext(text: string): Buffer {
    const size = Buffer.byteLength(text)
    if (this.#used + size > this.#slab.length) {
      if (size > SLAB_BYTES / 8) return Buffer.from(text)
      this.#slab = Buffer.allocUnsafeSlow(SLAB_BYTES)
      this.#used = 0
    }
    const start = this.#used
    this.#used += this.#slab.write(text, start)
    return this.#slab.subarray(start, this.#used)
  }
}
