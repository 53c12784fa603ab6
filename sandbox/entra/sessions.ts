import { randomBytes } from 'node:crypto'
import type { Clock } from '../options.ts'
import type { Operator } from '../tenant/people.ts'

/** What an authorization code represents until it is redeemed. */
export interface PendingCode {
  readonly operator: Operator
  readonly clientId: string
  readonly redirectUri: string
  readonly scope: string
  readonly nonce: string | undefined
  readonly challenge: string | undefined
  /** Authentication contexts that were asked for, and met. */
  readonly contexts: readonly string[]
  readonly expiresAt: number
}

export interface RefreshGrant {
  readonly operator: Operator
  readonly clientId: string
  readonly scope: string
  readonly contexts: readonly string[]
  readonly expiresAt: number
}

/** Someone signs in on another device, with a code typed there. */
export interface DeviceSignIn {
  readonly clientId: string
  readonly scope: string
  readonly userCode: string
  readonly expiresAt: number
  answer: Operator | 'declined' | undefined
}

const CODE_MS = 10 * 60_000
/** Refresh tokens of single-page apps live a day (Learn: Refresh tokens in the Microsoft identity platform). */
const REFRESH_MS = 24 * 3_600_000

/** A page that waits for an answer is dead after that long. */
const FLOW_MS = 60 * 60_000

/** Who is signed in where, and which codes and refresh tokens are out. */
export class Sessions {
  readonly #clock: Clock
  readonly #codes = new Map<string, PendingCode>()
  readonly #refreshTokens = new Map<string, RefreshGrant>()
  readonly #cookies = new Map<string, Operator>()
  readonly #devices = new Map<string, DeviceSignIn>()
  readonly #flows = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  issueCode(pending: Omit<PendingCode, 'expiresAt'>): string {
    const code = `0.${token()}`
    this.#codes.set(code, { ...pending, expiresAt: this.#clock() + CODE_MS })
    return code
  }

  /** A code works once. */
  takeCode(code: string): PendingCode | undefined {
    const pending = this.#codes.get(code)
    this.#codes.delete(code)
    return pending
  }

  openDevice(device: DeviceSignIn): string {
    const deviceCode = token()
    this.#devices.set(deviceCode, device)
    return deviceCode
  }

  findDevice(deviceCode: string): DeviceSignIn | undefined {
    return this.#devices.get(deviceCode)
  }

  /** By the code a person types; the newest wins. */
  findDeviceByUserCode(userCode: string): DeviceSignIn | undefined {
    return [...this.#devices.values()].findLast((device) => device.userCode === userCode.trim().toUpperCase())
  }

  /** A device code gives tokens once. */
  closeDevice(deviceCode: string): void {
    this.#devices.delete(deviceCode)
  }

  issueRefreshToken(grant: Omit<RefreshGrant, 'expiresAt'>): string {
    const refreshToken = `1.${token()}`
    this.#refreshTokens.set(refreshToken, { ...grant, expiresAt: this.#clock() + REFRESH_MS })
    return refreshToken
  }

  findRefreshToken(refreshToken: string): RefreshGrant | undefined {
    return this.#refreshTokens.get(refreshToken)
  }

  open(operator: Operator): string {
    const id = token()
    this.#cookies.set(id, operator)
    return id
  }

  find(id: string | undefined): Operator | undefined {
    return id === undefined ? undefined : this.#cookies.get(id)
  }

  /** A page that is shown once the person has signed in, and its answer. */
  startFlow(): string {
    const flow = token()
    this.#flows.set(flow, this.#clock() + FLOW_MS)
    return flow
  }

  flowRuns(flow: string): boolean {
    return (this.#flows.get(flow) ?? 0) > this.#clock()
  }

  /** Everyone is signed out; pages that are open somewhere cannot be answered any more. */
  expire(): void {
    this.#cookies.clear()
    this.#flows.clear()
  }

  close(id: string | undefined): void {
    if (id !== undefined) this.#cookies.delete(id)
  }
}

function token(): string {
  return randomBytes(32).toString('base64url')
}
