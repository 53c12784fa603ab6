/** What of our own server a setup uses. */
import type {
  Connection,
  CredentialCheck,
  CredentialReplaced,
  MakeCertificate,
  NoteCreated,
  Onboarding,
  OnboardingProgress,
  ReplaceCredential,
  SetDraftSecret,
  SetOnboarding,
} from '../../../server/contract/index.ts'

export interface Backend {
  onboarding(): Promise<Onboarding>
  connection(): Promise<Connection>
  set(body: SetOnboarding): Promise<Onboarding>
  /** Destroys drafts; the journal stays. */
  restart(): Promise<void>
  /** The secret goes straight there: no answer and no screen ever has it. */
  handOver(body: SetDraftSecret): Promise<Onboarding>
  makeCertificate(body: MakeCertificate): Promise<Onboarding>
  /** Asks Microsoft what is there, again and again for `waitSeconds` where it may not have spread yet. */
  check(waitSeconds: number, onStep: (step: OnboardingProgress) => void): Promise<Onboarding>
  replaceCredential(
    body: ReplaceCredential,
    onCheck: (check: CredentialCheck) => void,
  ): Promise<CredentialReplaced>
  noteCreated(body: NoteCreated): Promise<void>
  strikeCreated(id: string): Promise<void>
}
