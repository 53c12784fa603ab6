/** Where a command writes. `out` waits while a pipe is full. */
export type Terminal = {
  out(text: string): Promise<void>
  err(text: string): void
  /** A line that replaces the one before it, drawn for people only; the empty line takes it away. */
  progress(line: string): void
}

/** The reader of our output went away (`| head`): not an error, but nothing more is to be said. */
export class OutputClosed extends Error {}

export function processTerminal(): Terminal {
  const { stdout, stderr } = process
  let closed = false
  stdout.on('error', () => {
    closed = true
  })
  return {
    out: async (text) => {
      if (closed) throw new OutputClosed()
      if (!stdout.write(text)) await drained(stdout)
    },
    err: (text) => void stderr.write(text),
    progress: (line) => void (stderr.isTTY && stderr.write(`\r\x1b[K${line}`)),
  }
}

async function drained(stream: NodeJS.WriteStream): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      stream.off('drain', done).off('error', done)
      resolve()
    }
    stream.once('drain', done).once('error', done)
  })
}
