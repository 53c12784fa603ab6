import { describe, expect, test } from 'vitest'
import { parseOptions, settle } from './options.ts'

const read = (...argv: string[]) => {
  const options = parseOptions(argv)
  return options === 'help' ? options : settle(options)
}

describe('the command line', () => {
  test('has defaults for everything', () => {
    expect(read()).toMatchObject({
      port: 8443,
      httpPort: 8444,
      users: 25,
      metering: 'off',
      faults: [],
      faultRate: 0,
    })
  })

  test('reads every switch', () => {
    expect(
      read(
        '--port',
        '9000',
        '--seed',
        '7',
        '--users',
        '3',
        '--messages',
        '10',
        '--latency-ms',
        '5',
        '--throttle-rps',
        '200',
        '--faults',
        '429,loop',
        '--metering',
        'legacy',
        '--dir',
        '/tmp/x',
      ),
    ).toMatchObject({
      port: 9000,
      httpPort: 9001,
      seed: 7,
      users: 3,
      messages: 10,
      latencyMs: 5,
      throttleRps: 200,
      faults: ['429', 'loop'],
      faultRate: 0.02,
      metering: 'legacy',
      dir: '/tmp/x',
    })
  })

  test('names every bad value in one message', () => {
    expect(() =>
      read('--port', 'x', '--faults', 'flood', '--fault-rate', '2', '--metering', 'on', '--tenant-id', 'abc'),
    ).toThrow(/--port .*--faults knows .*"flood".*--fault-rate .*--metering .*--tenant-id/)
  })

  test('refuses unknown switches and offers help', () => {
    expect(() => read('--prot', '1')).toThrow(/--prot/)
    expect(read('--help')).toBe('help')
  })
})
